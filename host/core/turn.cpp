// SPDX-License-Identifier: MIT
#include "host/core/turn.h"

#include <stdexcept>

#include "host/core/evolve.h"
#include "host/core/transitions.h"

namespace baton::core {

Turn::Turn(CustomerState state, const Policy& policy, Instant now)
    : decision_{std::move(state), {}, {}}, policy_(policy), now_(now) {}

void Turn::emit(Fact fact, std::string_view rule) {
  evolve(decision_.state, fact, now_);
  decision_.facts.push_back({std::move(fact), std::string(rule)});
}

void Turn::refuse(Refusal refusal) {
  if (decision_.refusals.empty()) decision_.refusals.push_back(std::move(refusal));
}

MessageId Turn::next_message() const {
  const auto& s = decision_.state;
  return numbered<MessageTag>(s.id, 'm', static_cast<unsigned long>(s.counted_messages + 1));
}

WorkId Turn::next_item() const {
  const auto& s = decision_.state;
  return numbered<WorkTag>(s.id, 'w', static_cast<unsigned long>(s.counted_items + 1));
}

std::uint64_t Turn::next_ask() const { return decision_.state.counted_asks + 1; }

Hand& Turn::hand_of(const Case& c) {
  auto* hand = find(decision_.state.hands, c.hand);
  // C2: a case without a hand cannot be made by any fact; meeting one means the history is damaged.
  if (hand == nullptr) throw std::logic_error("case " + c.id.value + " has no hand");
  return *hand;
}

void change_status(Turn& turn, const CaseId& id, CaseStatus to, std::string_view rule, Instant follow_up) {
  auto* c = find(turn.state().cases, id);
  if (c == nullptr || c->status == to) return;
  if (!may_become(c->status, to))
    throw std::logic_error("C6: " + std::string(word(c->status)) + " may not become " + std::string(word(to)));
  turn.emit(StatusChanged{id, c->status, to, follow_up}, rule);
}

void change_owner(Turn& turn, const CaseId& id, const Owner& to, std::string_view reason, std::string_view rule) {
  auto* c = find(turn.state().cases, id);
  if (c == nullptr) return;
  const auto& hand = turn.hand_of(*c);
  if (hand.owner == to) return;
  const auto hand_id = hand.id;
  turn.emit(OwnerChanged{hand_id, hand.owner, to, hand.epoch + 1, std::string(reason)}, rule);
  take_over_plans(turn, hand_id);
}

void raise_alarm(Turn& turn, std::string key, std::string what, const CaseId& id, std::string_view rule) {
  turn.emit(AlarmRaised{std::move(key), std::move(what), id}, rule);
}

Case* wanted_case(Turn& turn, const CaseId& id) {
  auto* c = find(turn.state().cases, id);
  if (c == nullptr) turn.refuse({Refusal::Kind::not_found, "no case " + id.value, "see GET /v1/cases", {}, 0});
  return c;
}

bool present_epoch(Turn& turn, const Case& c, std::uint64_t epoch) {
  const auto& hand = turn.hand_of(c);
  if (hand.epoch == epoch) return true;
  turn.refuse({Refusal::Kind::stale_epoch,
               "the owner has changed since epoch " + std::to_string(epoch) + ": now " + to_string(hand.owner),
               "read the case again and act under its present owner_epoch", to_string(hand.owner), hand.epoch});
  return false;
}

bool speaks_for_owner(Turn& turn, const Case& c, const AgentId& agent) {
  const auto& owner = turn.hand_of(c).owner;
  if (is_agent(owner, agent)) return true;
  const auto* office = std::get_if<LeadOwner>(&owner);
  if (office == nullptr) return false;
  const auto& holder = turn.hand_of(c).holder;
  if (!holder.empty()) return holder == agent;  // O4: inside the desk one member at a time holds the thread
  return turn.policy().may_write_for(agent, office->lane, turn.now());
}

AgentId agent_named(std::string_view actor) {
  constexpr std::string_view kPrefix = "agent:";
  return actor.starts_with(kPrefix) ? AgentId{std::string(actor.substr(kPrefix.size()))} : AgentId{};
}

Decision decide(CustomerState state, const Input& input, const Policy& policy, Instant now) {
  Turn turn(std::move(state), policy, now);
  if (turn.state().erased) decide_on_erased(turn, input);
  else std::visit([&](const auto& known) { decide_on(turn, known); }, input);
  if (!turn.refused()) {
    keep_clocks(turn);
    cover_absent(turn);
  }
  return turn.take();
}

}  // namespace baton::core
