// SPDX-License-Identifier: MIT
#include "host/core/update_due.h"

#include "host/core/find.h"
#include "host/core/send_rank.h"
#include "host/core/window.h"

namespace baton::core {
namespace {

// The customer has it, as far as the channel can tell. What waits or failed has been said to nobody (M12).
bool heard(const CustomerState& state, const Entry& entry) {
  if (entry.kind == MessageKind::call) return entry.canned == "call_completed";  // J5: they have talked
  if (entry.what == Entry::What::outside) return true;
  const bool ours =
      entry.what == Entry::What::agent || entry.what == Entry::What::bot || entry.what == Entry::What::host;
  if (!ours) return false;
  const auto* send = find(state.sends, entry.message);
  return send != nullptr && rank(send->state) >= rank(SendState::accepted) &&
         rank(send->state) < rank(SendState::failed);
}

struct Spoken {
  Instant unanswered;  // the customer's first word that nobody has answered; 0 = none
  Instant ours;        // our last word the customer has, whoever said it; 0 = none
  bool answered = false;  // somebody has answered at some time
};

Spoken spoken(const CustomerState& state, const Case& c) {
  Spoken result;
  for (auto entry = c.entries.rbegin(); entry != c.entries.rend(); ++entry) {
    if (entry->what == Entry::What::customer && !heard(state, *entry)) {
      if (!entry->acknowledgement && !entry->late && !result.answered) result.unanswered = entry->at;
      continue;
    }
    if (!heard(state, *entry)) continue;
    if (!result.ours) result.ours = entry->at;
    if (entry->what != Entry::What::host) result.answered = true;  // a courtesy of the host answers nothing
    if (result.answered) break;
  }
  return result;
}

Instant counted(const Hours& hours, const SlaTargets& targets, Instant from, Millis span) {
  return targets.staffed ? add_staffed(hours, from, span) : from + span;
}

Millis elapsed(const Hours& hours, const SlaTargets& targets, Instant from, Instant to) {
  return targets.staffed ? staffed_between(hours, from, to) : std::max<Millis>(to - from, 0);
}

Instant next_check_of(const CustomerState& state, const CaseId& id) {
  Instant first;
  for (const auto& [item_id, item] : state.items)
    if (item.case_id == id && !item.finished() && item.next_check && (!first || item.next_check < first))
      first = item.next_check;
  return first;
}

UpdateDue sla_due(const CustomerState& state, const Case& c, const Policy& policy) {
  const auto targets = policy.targets(state.segment, c.priority);
  const auto& hours = policy.hours_of(c.lane);
  const auto said = spoken(state, c);
  if (said.unanswered) {
    const auto span = said.answered ? targets.next_ms : targets.first_ms;
    if (span == 0) return {};
    return {counted(hours, targets, said.unanswered, span), said.answered ? DueClock::next : DueClock::first};
  }
  // Nothing is asked; a customer whose case is being worked on hears that it still is.
  if (c.status != CaseStatus::escalated || c.plan.open || c.promise.open || targets.next_ms == 0) return {};
  if (policy.sla_pauses_for_third_party && waits_for_third_party(state, c.id))
    return {next_check_of(state, c.id), DueClock::progress};
  const auto since = std::max(said.ours, c.handoff.at);
  return {counted(hours, targets, since ? since : c.opened, targets.next_ms), DueClock::progress};
}

UpdateDue earlier(const UpdateDue& a, const UpdateDue& b) {
  if (!a.at || !b.at) return a.at ? a : b;
  return b.at < a.at ? b : a;
}

UpdateDue window_due(const CustomerState& state, const Case& c, const Policy& policy) {
  const auto* thread = newest_thread(state, c);
  if (thread == nullptr) return {};
  const auto closes = closes_at(*thread, policy);
  if (!closes || c.window_closed == thread->window_ends || c.checked_in_window == thread->window_ends) return {};
  return {closes - policy.update_due_margin_ms, DueClock::window};
}

}  // namespace

bool waits_for_third_party(const CustomerState& state, const CaseId& id) {
  bool any = false;
  for (const auto& [item_id, item] : state.items) {
    if (item.case_id != id || item.kind != ItemKind::work || item.finished()) continue;
    if (item.waits_for != WaitsFor::third_party) return false;
    any = true;
  }
  return any;
}

UpdateDue owed_due(const CustomerState& state, const Case& c, const Policy& policy) {
  if (c.settled() || c.status == CaseStatus::waiting_customer) return {};
  const auto promised = c.promise.open ? UpdateDue{c.promise.due, DueClock::promise} : UpdateDue{};
  return earlier(promised, sla_due(state, c, policy));
}

bool we_owe_a_word(const CustomerState& state, const Case& c) {
  if (c.settled() || c.status == CaseStatus::waiting_customer) return false;
  return c.status == CaseStatus::escalated || c.promise.open || c.plan.open || spoken(state, c).unanswered;
}

std::vector<UpdateDue> counted_dues(const CustomerState& state, const Case& c, const Policy& policy) {
  std::vector<UpdateDue> dues;
  if (c.settled() || c.status == CaseStatus::waiting_customer) return dues;
  const auto sla = sla_due(state, c, policy);
  if (sla.at && sla.clock != DueClock::progress) dues.push_back(sla);
  if (c.promise.open) dues.push_back({c.promise.due, DueClock::promise});
  std::sort(dues.begin(), dues.end(), [](const UpdateDue& a, const UpdateDue& b) { return a.at < b.at; });
  return dues;
}

UpdateDue update_due(const CustomerState& state, const Case& c, const Policy& policy) {
  if (c.settled() || c.status == CaseStatus::waiting_customer) return {};
  const auto planned = c.plan.open ? UpdateDue{c.plan.at, DueClock::plan} : window_due(state, c, policy);
  return earlier(owed_due(state, c, policy), planned);
}

Instant resolution_due(const CustomerState& state, const Case& c, const Policy& policy) {
  const auto targets = policy.targets(state.segment, c.priority);
  if (c.settled() || c.paused_since || targets.resolution_ms == 0) return {};
  const auto& hours = policy.hours_of(c.lane);
  auto span = targets.resolution_ms;
  for (const auto& pause : c.paused) span += elapsed(hours, targets, pause.from, pause.to);
  return counted(hours, targets, c.first_word ? c.first_word : c.opened, span);
}

Instant ages_at(const CustomerState& state, const Item& item, const Policy& policy, std::int64_t percent) {
  const auto* c = find(state.cases, item.case_id);
  if (c == nullptr || item.finished() || item.kind != ItemKind::work || item.waits_for != WaitsFor::nobody) return {};
  const auto lane = policy.lanes.find(item.lane);
  const auto own = lane == policy.lanes.end() ? Millis{0} : lane->second.goal_ms;
  auto targets = policy.targets(state.segment, c->priority);
  const auto goal = own != 0 ? own : targets.resolution_ms;
  if (goal == 0) return {};
  if (own != 0) targets.staffed = true;  // a lane's goal is one of its own hours
  const auto& hours = policy.hours_of(item.lane);
  auto span = goal * percent / 100;
  for (const auto& wait : item.waited) span += elapsed(hours, targets, wait.from, wait.to);
  return counted(hours, targets, item.opened, span);
}

}  // namespace baton::core
