// SPDX-License-Identifier: MIT
// evolve_issue.cpp - what merging, splitting, linking and undoing add up to (C8), and hands that part (C2).
#include "host/core/evolve_parts.h"

namespace baton::core::parts {
namespace {

void add_act(Case& c, std::int64_t number, CaseAct::What what, const CaseId& other, const std::string& by) {
  CaseAct act;
  act.number = number;
  act.what = what;
  act.other = other;
  act.by = by;
  c.acts.push_back(std::move(act));
}

void end_act(Case& c, std::int64_t number) {
  for (auto& act : c.acts)
    if (act.number == number) act.undone = true;
}

void move_items(CustomerState& state, const std::vector<WorkId>& items, const CaseId& to) {
  for (const auto& id : items)
    if (auto* item = find(state.items, id)) item->case_id = to;
}

void add_threads(Case& c, const std::vector<ThreadId>& threads) {
  for (const auto& thread : threads)
    if (!on_thread(c, thread)) c.threads.push_back(thread);
}

void remove_threads(Case& c, const std::vector<ThreadId>& threads) {
  for (const auto& thread : threads) std::erase(c.threads, thread);
}

}  // namespace

void apply(CustomerState& state, const HandParted& fact, Instant at) {
  auto* from = find(state.hands, fact.from);
  if (from == nullptr) return;
  from->epoch = fact.epoch;
  from->since = at;
  Hand into = *from;
  into.id = fact.into;
  state.counted_hands = std::max(state.counted_hands, number_of(fact.into.value));
  state.hands.emplace(fact.into, std::move(into));
  for (auto& [id, c] : state.cases) {
    if (c.hand == fact.from) ++c.revision;
    if (std::find(fact.cases.begin(), fact.cases.end(), id) != fact.cases.end()) c.hand = fact.into;
  }
}

void apply(CustomerState& state, const CasesMerged& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  auto* other = find(state.cases, fact.other);
  if (c == nullptr || other == nullptr) return;
  move_items(state, fact.items, fact.case_id);
  add_threads(*c, fact.threads);
  other->merged_into = fact.case_id;
  ++c->revision;
  ++other->revision;
  if (fact.undoes_split) {
    end_act(*c, fact.act);
    for (auto& entry : c->entries)
      if (entry.moved_to == fact.other) entry.moved_to = {};
    return;
  }
  add_act(*c, fact.act, CaseAct::What::merge, fact.other, fact.by);
  c->acts.back().items = fact.items;
  c->acts.back().threads = fact.threads;
}

void apply(CustomerState& state, const MergeUndone& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  auto* other = find(state.cases, fact.other);
  if (c == nullptr || other == nullptr) return;
  move_items(state, fact.items, fact.other);
  remove_threads(*c, fact.threads);
  other->merged_into = {};
  end_act(*c, fact.act);
  ++c->revision;
  ++other->revision;
}

void apply(CustomerState& state, const CaseSplit& fact, Instant at) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  Case made;
  made.id = fact.other;
  made.hand = c->hand;
  made.status = c->status == CaseStatus::automated ? CaseStatus::automated : CaseStatus::open;
  made.lane = c->lane;
  made.priority = c->priority;
  made.work_type = c->work_type;
  made.model = c->model;
  made.opened = at;
  made.last_contact = at;
  made.threads = fact.threads;
  made.automation.bot = c->automation.bot;
  for (auto& entry : c->entries) {
    const bool named = std::find(fact.messages.begin(), fact.messages.end(), entry.message) != fact.messages.end();
    if (!named || entry.message.empty()) continue;
    auto copy = entry;
    copy.number = static_cast<std::int64_t>(made.entries.size()) + 1;
    if (!made.first_word) made.first_word = copy.at;
    made.entries.push_back(std::move(copy));
    entry.moved_to = fact.other;
  }
  if (!fact.moved.empty()) std::erase(c->threads, fact.moved);
  move_items(state, fact.items, fact.other);
  add_act(*c, fact.act, CaseAct::What::split, fact.other, fact.by);
  ++c->revision;
  state.counted_cases = std::max(state.counted_cases, number_of(fact.other.value));
  state.cases.emplace(fact.other, std::move(made));
}

void apply(CustomerState& state, const CasesLinked& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  add_act(*c, fact.act, CaseAct::What::link, fact.other, fact.by);
  c->acts.back().kind = fact.kind;
  c->acts.back().claimed = fact.claimed;
}

void apply(CustomerState& state, const LinkUndone& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) end_act(*c, fact.act);
}

}  // namespace baton::core::parts
