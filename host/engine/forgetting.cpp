// SPDX-License-Identifier: MIT
#include "host/engine/forgetting.h"

#include <algorithm>

#include "host/engine/content_walk.h"
#include "host/ledger/codec.h"

namespace baton::engine {
namespace {

constexpr int kPage = 500;

bool forgotten(const core::Case& c) { return c.forgotten && c.forgotten >= c.closed; }

bool ends_it(const core::Fact& fact, const core::CaseId& case_id) {
  const auto* told = std::get_if<core::ContentForgotten>(&fact);
  return told != nullptr && told->case_id == case_id;
}

}  // namespace

Forgetting::Forgetting(const core::CustomerState& state, const core::CaseId& case_id)
    : stream_(state.id.value), case_id_(case_id), all_(static_cast<bool>(state.erased)) {
  const auto keep = [this](const core::ContentRef& ref) {
    if (ref) kept_.insert(ref.id);
  };
  const auto needed = [&](const core::CaseId& id) {
    const auto found = state.cases.find(id);
    return id != case_id_ && found != state.cases.end() && !forgotten(found->second);
  };
  walk_refs(state.name, keep);
  for (const auto& address : state.addresses) walk_refs(address, keep);
  for (const auto& [id, thread] : state.threads) walk_refs(thread, keep);
  for (const auto& [id, c] : state.cases) {
    if (needed(id)) walk_refs(c, keep);
    if (id != case_id_) continue;
    for (const auto& entry : c.entries)
      if (!entry.message.empty()) messages_.insert(entry.message);
  }
  for (const auto& [id, send] : state.sends) {
    if (needed(send.case_id)) walk_refs(send, keep);
    if (send.case_id == case_id_) messages_.insert(id);
  }
  for (const auto& [id, item] : state.items) {
    if (needed(item.case_id)) walk_refs(item, keep);
    if (item.case_id == case_id_) items_.insert(id);
  }
  for (const auto& [id, draft] : state.drafts)
    if (needed(draft.case_id)) walk_refs(draft, keep);
}

bool Forgetting::about_it(const core::Fact& fact) const {
  bool about = false;
  std::visit(
      [&]<class Known>(const Known& known) {
        Known::fields(known, [&]<class Field>(const char* name, const Field& field) {
          if constexpr (std::same_as<Field, core::CaseId>)
            about = about || (name == std::string_view("case_id") && field == case_id_);
          if constexpr (std::same_as<Field, core::MessageId>) about = about || messages_.contains(field);
          if constexpr (std::same_as<Field, core::WorkId>) about = about || items_.contains(field);
        });
      },
      fact);
  return about;
}

std::vector<std::int64_t> Forgetting::content(ledger::Histories& ledger) const {
  std::vector<std::int64_t> goes;
  std::vector<std::int64_t> found;  // since the case was forgotten last: new words, if it was opened again
  std::vector<ledger::StoredFact> page;
  do {
    page = ledger.history(stream_, page.empty() ? 0 : page.back().sequence, kPage);
    for (const auto& row : page) {
      const auto fact = ledger::fact_from_json(row.name, row.version, row.json);
      if (!fact) continue;
      if (all_ || about_it(*fact))
        each_ref(*fact, [&](const core::ContentRef& ref) {
          if (ref && (all_ || !kept_.contains(ref.id))) found.push_back(ref.id);
        });
      if (!all_ && !ends_it(*fact, case_id_)) continue;
      goes.insert(goes.end(), found.begin(), found.end());
      found.clear();
    }
  } while (page.size() == kPage);
  std::sort(goes.begin(), goes.end());
  goes.erase(std::unique(goes.begin(), goes.end()), goes.end());
  return goes;
}

}  // namespace baton::engine
