// SPDX-License-Identifier: MIT
// simulate.cpp - `baton simulate`: what another policy would have decided, from the inputs that a store
// recorded. Reads only; no connector is asked anything.
#include <spdlog/sinks/null_sink.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "host/app/commands.h"
#include "host/app/load_plugins.h"
#include "host/app/ports.h"
#include "host/engine/clock_timers.h"
#include "host/engine/emissions.h"
#include "host/engine/retelling.h"
#include "host/engine/task_thread.h"
#include "host/http/case_json.h"
#include "host/http/metrics_json.h"
#include "host/ledger/memory_ledger.h"
#include "host/ledger/sqlite_look.h"
#include "host/policy/check.h"

namespace baton::app {
namespace {

using nlohmann::json;

constexpr int kPage = 1000;

struct Totals {
  std::int64_t customers = 0, cases = 0, differing = 0, inputs = 0, unanswered = 0, without_place = 0,
               erased = 0;
  std::vector<engine::RetoldCase> changed;
  std::vector<core::MetricBucket> was, would;
};

// The network of a look that asks nobody anything.
class NoNetwork final : public plugin::HttpPort {
 public:
  Ticket send(plugin::HttpRequest&&, std::function<void(plugin::HttpResult&&)> done) override {
    thread_.post([done = std::move(done)] {
      plugin::HttpResult refused;
      refused.failure = plugin::HttpFailure::kCancelled;
      refused.message = "nothing is sent by a simulation";
      done(std::move(refused));
    });
    return 1;
  }

 private:
  engine::Activity activity_;
  engine::TaskThread thread_{activity_};
};

// What a channel allows is declared by its connector, so those are loaded; strategies answer from the record.
std::string declare_channels(policy::CompiledConfig& config) {
  config.strategies = {};
  engine::SystemClock clock;
  engine::ClockTimers timers(clock);
  EngineClockPort clock_port(clock);
  NoNetwork network;
  // Nothing that they keep, emit or store outlives this; and whoever requires a service is not refused for want of it.
  const auto store = ledger::make_memory_ledger();
  const auto attachments = ledger::make_memory_blob_store();
  LedgerBlobPort blobs(*attachments);
  LedgerKvPort kv(*store);
  engine::Emissions emissions(clock);
  plugin::LoaderOptions options;
  static_cast<plugin::LoadRules&>(options) = rules_of(config);
  options.ports = {&clock_port, &timers, &network, &blobs, &kv, &emissions};
  options.logger = std::make_shared<spdlog::logger>("baton", std::make_shared<spdlog::sinks::null_sink_mt>());
  plugin::Loader loader(std::move(options));
  const auto loaded = load_plugins(loader, config);
  for (const auto& [id, instance] : loaded.plugins.connectors) instance->stop(plugin::kStopBudgetMs);
  return loaded.refusals.empty() ? std::string{} : loaded.refusals.front().why;
}

std::vector<ledger::StreamName> customers_of(ledger::Histories& store) {
  std::vector<ledger::StreamName> all;
  std::string last;
  for (;;) {
    const auto page = store.streams(last, kPage);
    if (page.empty()) return all;
    last = page.back();
    for (const auto& stream : page)
      if (!core::customer_of(stream + "-c1").empty()) all.push_back(stream);
  }
}

core::Instant end_of(ledger::Histories& store, const std::vector<ledger::StreamName>& customers) {
  core::Instant end;
  for (const auto& stream : customers) {
    const auto loaded = store.load(stream);
    const auto facts = loaded.facts.empty() ? store.history(stream, loaded.sequence - 1, 1) : loaded.facts;
    if (!facts.empty()) end = std::max(end, facts.back().at);
  }
  return end;
}

std::string shown(const std::string& value) { return value.empty() ? "nothing" : value; }

json case_of(const engine::RetoldCase& c) {
  json differences = json::array();
  for (const auto& one : c.differences)
    differences.push_back({{"what", one.what}, {"was", one.was}, {"would_be", one.would}});
  return {{"case", c.id.value},
          {"at", http::time_json(c.at)},
          {"input", c.input},
          {"differences", std::move(differences)},
          {"later_decisions_that_differ", c.later}};
}

void print_case(const engine::RetoldCase& c) {
  std::cout << c.id.value << "  " << http::time_json(c.at).get<std::string>() << "  " << c.input << "\n";
  for (const auto& one : c.differences)
    std::cout << "    " << one.what << std::string(one.what.size() < 9 ? 9 - one.what.size() : 1, ' ')
              << shown(one.was) << " -> " << shown(one.would) << "\n";
  if (c.later > 0) std::cout << "    and " << c.later << " later decisions that follow from it\n";
}

json figures_of(const std::vector<core::MetricBucket>& buckets, core::Instant end) {
  json figures = json::object();
  for (const auto& figure : core::figures_of(buckets, {}, end))
    if (figure.apart.empty() && figure.group.empty())
      figures[std::string(figure.code)] = http::figure_json(figure, {});
  return figures;
}

std::string figure_text(const json& figure, bool duration) {
  std::string text = std::to_string(figure["numerator"].get<std::int64_t>()) + "/" +
                     std::to_string(figure["denominator"].get<std::int64_t>());
  if (duration && !figure["median"].is_null())
    text += " median " + figure["median"].dump() + " s, p90 " + figure["p90"].dump() + " s";
  return text;
}

void print(const Totals& totals, const json& was, const json& would, const std::string& hash) {
  for (const auto& c : totals.changed) print_case(c);
  std::cout << totals.differing << " of " << totals.cases << " cases of " << totals.customers
            << " customers would change under policy " << hash << "; " << totals.inputs
            << " inputs decided again, " << totals.unanswered
            << " unanswered questions took the built-in default, " << totals.without_place
            << " recorded answers and acts had no place"
            << (totals.erased > 0 ? ", " + std::to_string(totals.erased) + " erased customers were left out"
                                  : "")
            << "\n"
            << "figures, each case up to its first decision that differs: recorded | under this policy\n";
  for (const auto& known : core::metric_definitions()) {
    const std::string code(known.code);
    std::cout << "  " << code << std::string(5 - code.size(), ' ') << known.name << ": "
              << figure_text(was[code], known.duration) << " | " << figure_text(would[code], known.duration)
              << "\n";
  }
}

void add(Totals& totals, engine::Retelling told) {
  ++totals.customers;
  totals.erased += told.erased ? 1 : 0;
  totals.inputs += told.inputs;
  totals.unanswered += told.unanswered;
  totals.without_place += told.without_place;
  std::move(told.was.begin(), told.was.end(), std::back_inserter(totals.was));
  std::move(told.would.begin(), told.would.end(), std::back_inserter(totals.would));
  for (auto& c : told.cases) {
    ++totals.cases;
    if (!c.differs) continue;
    ++totals.differing;
    totals.changed.push_back(std::move(c));
  }
}

}  // namespace

int simulate(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"--config", "--history"}, {"--json"});
  if (!arguments.error().empty()) return fail(arguments.error(), "see `baton simulate --help`");
  const auto file = arguments.value("--config");
  const auto path = arguments.value("--history");
  if (!file || !path)
    return fail("a configuration and a store are needed", "give --config NEW --history STORE");
  auto loaded = policy::load(*file, policy::DiskPluginFinder(install_prefix()));
  for (const auto& problem : loaded.problems) std::cerr << policy::to_string(problem) << "\n";
  if (!loaded.config) return fail("the configuration has problems", "mend the lines above");
  if (!std::filesystem::exists(*path))
    return fail("no store at " + *path, "name the file that `store.path` of the recording host names");
  const auto look = ledger::look_into_sqlite_store(*path);
  if (!look.error.empty())
    return fail("the store cannot be read: " + look.error, "name a store of this version of baton");
  if (const auto why = declare_channels(*loaded.config); !why.empty())
    return fail(
        why, "its channel's rules are part of the policy: mend it, or disable its use in the configuration");

  const auto customers = customers_of(*look.store);
  const auto end = end_of(*look.store, customers);
  Totals totals;
  for (const auto& stream : customers) {
    auto told = engine::retell(*look.store, stream, loaded.config->policy, end);
    if (!told.damage.empty()) return fail("customer " + stream + ": " + told.damage, "see `baton replay`");
    add(totals, std::move(told));
  }
  if (const auto why = look.store->health(); !why.empty())
    return fail("the store cannot be read: " + why, "is it whole?");
  const auto was = figures_of(totals.was, end);
  const auto would = figures_of(totals.would, end);
  if (!arguments.has("--json")) {
    print(totals, was, would, loaded.config->policy.hash);
    return 0;
  }
  json changed = json::array();
  for (const auto& c : totals.changed) changed.push_back(case_of(c));
  std::cout << json{{"policy", loaded.config->policy.hash},
                    {"customers", totals.customers},
                    {"cases", totals.cases},
                    {"cases_that_change", totals.differing},
                    {"inputs", totals.inputs},
                    {"unanswered", totals.unanswered},
                    {"without_place", totals.without_place},
                    {"erased", totals.erased},
                    {"until", http::time_json(end)},
                    {"changes", std::move(changed)},
                    {"metrics", {{"recorded", was}, {"simulated", would}}}}
                   .dump(2)
            << "\n";
  return 0;
}

}  // namespace baton::app
