// SPDX-License-Identifier: MIT
// evolve_clocks.cpp - what facts about promises, dues, waits, ageing and absences add up to.
#include "host/core/evolve_parts.h"

namespace baton::core::parts {

void apply(CustomerState& state, const PlanPostponed& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) c->plan_after = fact.until;
}

void apply(CustomerState& state, const PromiseMade& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->promise = {fact.promise, fact.due, fact.text, fact.by, true};
  c->proposed = {};
  ++c->revision;
}

void apply(CustomerState& state, const PromiseEnded& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr || c->promise.number != fact.promise) return;
  c->promise.open = false;
  ++c->revision;
}

void apply(CustomerState& state, const PromiseProposed& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) c->proposed = {fact.due, fact.message, fact.begin, fact.length};
}

void apply(CustomerState& state, const DueSettled& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c != nullptr && !fact.met) c->missed_due = fact.due;
}

void apply(CustomerState& state, const ItemEstimated& fact, Instant) {
  if (auto* item = find(state.items, fact.item)) item->estimate = fact.finish;
}

void apply(CustomerState& state, const FinishLate& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  const auto* thread = find(state.threads, fact.thread);
  if (c != nullptr && thread != nullptr) c->finish_late = thread->window_ends;
}

void apply(CustomerState& state, const UpdateOverdue& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) c->overdue_due = fact.due;
}

void apply(CustomerState& state, const ItemWaits& fact, Instant at) {
  auto* item = find(state.items, fact.item);
  if (item == nullptr) return;
  item->waits_for = fact.on;
  item->waits_since = at;
  item->next_check = fact.next_check;
}

void apply(CustomerState& state, const ItemWaitEnded& fact, Instant at) {
  auto* item = find(state.items, fact.item);
  if (item == nullptr) return;
  item->waited.push_back({item->waits_since, at});
  item->waits_for = WaitsFor::nobody;
  item->waits_since = {};
  item->next_check = {};
}

void apply(CustomerState& state, const ItemAged& fact, Instant) {
  if (auto* item = find(state.items, fact.item)) item->aged = fact.percent;
}

void apply(CustomerState& state, const AgentLeft& fact, Instant at) { state.away[fact.agent] = {at, fact.back}; }

void apply(CustomerState& state, const AgentReturned& fact, Instant) { state.away.erase(fact.agent); }

void apply(CustomerState& state, const ClockPaused& fact, Instant at) {
  if (auto* c = find(state.cases, fact.case_id)) c->paused_since = at;
}

void apply(CustomerState& state, const ClockResumed& fact, Instant at) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->paused.push_back({c->paused_since, at});
  c->paused_since = {};
}

}  // namespace baton::core::parts
