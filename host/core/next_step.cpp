// SPDX-License-Identifier: MIT
#include "host/core/next_step.h"

#include "host/core/answers.h"
#include "host/core/find.h"
#include "host/core/update_due.h"

namespace baton::core {
namespace {

const Item* first_item(const CustomerState& state, const CaseId& id, WorkState wanted, ItemKind kind) {
  for (const auto& [item_id, item] : state.items)
    if (item.case_id == id && item.state == wanted && item.kind == kind) return &item;
  return nullptr;
}

const Send* waiting_send(const CustomerState& state, const CaseId& id) {
  for (const auto& [message, send] : state.sends)
    if (send.case_id == id && (send.state == SendState::unknown && !send.ask_at)) return &send;
  return nullptr;
}

// A reply that did not go out answered nobody; a word from outside the gate did (W1).
bool answers(const CustomerState& state, const Entry& entry) {
  if (entry.kind == MessageKind::call) return entry.canned == "call_completed";
  if (entry.what == Entry::What::outside) return true;
  if (entry.what != Entry::What::agent && entry.what != Entry::What::bot) return false;
  const auto* send = find(state.sends, entry.message);
  return send == nullptr || (send->state != SendState::failed && send->state != SendState::refused);
}

bool customer_spoke_last(const CustomerState& state, const Case& c) {
  for (auto entry = c.entries.rbegin(); entry != c.entries.rend(); ++entry) {
    if (entry->what == Entry::What::customer && entry->canned != "call_completed") {
      if (entry->acknowledgement) continue;  // changes nothing (C10): what was open before it still is
      return true;
    }
    if (answers(state, *entry)) return false;
  }
  return true;
}

// J5: a call leaves a follow-up; a later word of the customer is answered in the thread. Empty: there is none.
const char* call_follow_up(const Case& c) {
  bool noted = false;
  for (auto entry = c.entries.rbegin(); entry != c.entries.rend(); ++entry) {
    const bool by_us = entry->what == Entry::What::outside;
    if (entry->what == Entry::What::agent) return "";
    noted = noted || (entry->what == Entry::What::note && entry->author.starts_with("agent:"));
    if (entry->what == Entry::What::customer && entry->kind != MessageKind::call) return "";
    if (entry->kind != MessageKind::call) continue;
    const std::string_view outcome = entry->canned;
    if (outcome == "call_completed") return noted ? "" : "note what came of the call";
    if (outcome == "call_allowed") return "call the customer";
    if (outcome == "call_missed") return by_us ? "call again, or write to the customer" : "call the customer back";
    const bool failed = outcome == "call_rejected" || outcome == "call_failed";
    if (by_us && failed) return "write to the customer: the call failed";
  }
  return "";
}

// J4: what is being decided among ourselves, and what nobody decided in time.
const Request* approval_last(const Case& c) {
  for (auto request = c.requests.rbegin(); request != c.requests.rend(); ++request)
    if (request->kind == RequestKind::internal) return &*request;
  return nullptr;
}

}  // namespace

Instant next_update_due(const CustomerState& state, const Case& c, const Policy& policy) {
  return update_due(state, c, policy).at;
}

NextAction next_action(const CustomerState& state, const Case& c, const Policy& policy) {
  const auto due = next_update_due(state, c, policy);
  const auto hand = state.hands.find(c.hand);
  const auto owner = hand == state.hands.end() ? "lead:" + policy.general_lane.value : to_string(hand->second.owner);
  if (c.settled()) return {"nothing is left to do", owner, {}};
  if (c.status == CaseStatus::waiting_customer) return {"wait for the customer", "customer", c.follow_up};
  if (const auto open = conflicts_of(state, c.id); !open.empty()) {
    const auto higher = higher_authority(policy, open.front());
    const auto decides = higher.empty() ? deciding_office(policy) : higher;
    return {"decide which answer stands: " + open.front().one.answer->id + " or " + open.front().other.answer->id,
        "lead:" + decides.value, due};
  }
  if (c.solve_pending && c.status == CaseStatus::escalated) return {"finish the work that keeps the case open", owner, due};
  if (c.solve_pending) return {"resolve the case", owner, due};
  if (const auto* send = waiting_send(state, c.id)) return {"decide whether " + send->id.value + " is sent again", send->author, due};
  if (const auto* seat = first_item(state, c.id, WorkState::offered, ItemKind::conversation))
    return {"accept the conversation", "agent:" + seat->offered_to.value, seat->offered_until};
  if (const auto* answered = first_item(state, c.id, WorkState::answered, ItemKind::work); answered != nullptr && !c.plan.open)
    return {"relay the answer of " + answered->id.value, owner, due};
  if (c.status == CaseStatus::automated) return {"answer the customer", owner, due};
  const std::string follow_up = call_follow_up(c);
  if (customer_spoke_last(state, c)) return {follow_up.empty() ? "answer the customer" : follow_up, owner, due};
  if (!follow_up.empty()) return {follow_up, owner, due};
  if (const auto* approval = approval_last(c); approval != nullptr && approval->open()) {
    const auto party = approval->agent.empty() ? "lane:" + approval->lane.value : "agent:" + approval->agent.value;
    return {"decide on approval " + std::to_string(approval->number), party, approval->expires};
  } else if (approval != nullptr && approval->ended == "expired") {
    return {"ask again for approval " + std::to_string(approval->number) + ", or do without it", owner, due};
  }
  if (const auto* offered = first_item(state, c.id, WorkState::offered, ItemKind::work))
    return {"accept the work item", "agent:" + offered->offered_to.value, offered->offered_until};
  if (const auto* open = first_item(state, c.id, WorkState::open, ItemKind::work)) return {"claim the work item", "lane:" + open->lane.value, due};
  if (const auto* claimed = first_item(state, c.id, WorkState::claimed, ItemKind::work);
      claimed != nullptr && claimed->waits_for == WaitsFor::third_party)
    return {"ask the third party again", "agent:" + claimed->owner.value, claimed->next_check};
  if (const auto* claimed = first_item(state, c.id, WorkState::claimed, ItemKind::work)) return {"answer the work item", "agent:" + claimed->owner.value, due};
  if (c.plan.open) return {"update the customer", owner, due};
  return {"resolve the case or update the customer", owner, due};
}

}  // namespace baton::core
