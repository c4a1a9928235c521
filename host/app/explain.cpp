// SPDX-License-Identifier: MIT
// explain.cpp - `baton explain CASE`: why a case stands where it stands, from the history alone (I9).
#include <iostream>
#include <nlohmann/json.hpp>

#include "host/app/commands.h"
#include "host/app/stored_case.h"
#include "host/core/evolve.h"
#include "host/engine/customer_view.h"
#include "host/http/case_json.h"
#include "host/http/history_json.h"
#include "host/http/story.h"
#include "host/ledger/codec.h"

namespace baton::app {
namespace {

std::string text(const nlohmann::json& value) { return value.is_null() ? "-" : value.is_string() ? value.get<std::string>() : value.dump(); }

void print_decision(const nlohmann::json& decision) {
  std::cout << "  " << text(decision["at"]) << "  " << text(decision["rule"]) << "  " << text(decision["event"]) << "  by " << text(decision["actor"]) << "\n";
  for (const auto& [name, value] : decision["data"].items()) {
    const bool empty = value.is_null() || value == "" || value == 0 || value == false || (value.is_array() && value.empty()) || (value.is_object() && value.empty());
    if (empty || name == "case_id") continue;
    std::cout << "      " << name << ": " << text(value) << "\n";
  }
}

void print_story(const std::vector<http::StoryLine>& story) {
  std::cout << "story\n";
  for (const auto& line : story)
    std::cout << "  " << text(http::time_json(line.at)) << "  " << line.rule
              << std::string(line.rule.size() < 4 ? 4 - line.rule.size() : 1, ' ') << line.words
              << (line.who.empty() || line.who == "host" ? "" : " [" + line.who + "]") << "\n";
}

void print(const nlohmann::json& explained) {
  std::cout << "case " << text(explained["case"]) << "\n"
            << "  owner        " << text(explained["owner"]) << " (epoch " << text(explained["owner_epoch"]) << ")\n"
            << "  status       " << text(explained["status"]) << ", lane " << text(explained["lane"]) << ", model " << text(explained["model"]) << "\n"
            << "  next action  " << text(explained["next_action"]["verb"]) << " by " << text(explained["next_action"]["party"]) << "\n"
            << "  next update  " << text(explained["next_update_due"]) << "\n"
            << "  policy       " << text(explained["policy"]) << "\n"
            << "decisions\n";
  for (const auto& decision : explained["decisions"]) print_decision(decision);
}

}  // namespace

int explain(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"--config"}, {"--json"});
  if (!arguments.error().empty()) return fail(arguments.error(), "see `baton explain --help`");
  if (arguments.words().size() != 1) return fail("no case is named", "baton explain CASE --config FILE");
  const auto opened = open_for_reading(arguments.value("--config").value_or("baton.jsonc"));
  if (!opened) return 1;
  const core::CaseId id{arguments.words().front()};
  const auto stream = core::customer_of(id.value).value;
  const auto history = stream.empty() ? std::vector<ledger::StoredFact>{} : http::whole_history(*opened->store, stream);
  if (const auto why = opened->store->health(); !why.empty()) return fail("the store cannot be read: " + why, "see `store.path` of the configuration");
  core::CustomerState state;
  state.id = {stream};
  core::Instant last;
  for (const auto& row : history) {
    const auto fact = ledger::fact_from_json(row.name, row.version, row.json);
    if (!fact) return fail("fact " + row.name + " version " + std::to_string(row.version) + " is not known to this program", "use the version of baton that wrote it, or a newer one");
    core::evolve(state, *fact, row.at);
    last = row.at;
  }
  const auto found = state.cases.find(id);
  if (found == state.cases.end()) return fail("no case " + id.value, "GET /v1/cases lists them");
  const auto wrapped = opened->store->load(stream).customer_key;
  const std::optional<ledger::ContentKey> key = wrapped.empty() ? std::nullopt : ledger::ContentKey::unwrap(wrapped);
  const engine::CustomerView view(state, opened->config.policy, last, key, *opened->store);
  const auto explained = http::explain_json(view, found->second, history, http::Reader::of_everything());
  if (arguments.has("--json")) std::cout << explained.dump(2) << "\n";
  else {
    print(explained);
    print_story(http::story_of(view, found->second, history));
  }
  return 0;
}

}  // namespace baton::app
