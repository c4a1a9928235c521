// SPDX-License-Identifier: MIT
// absence.cpp - an owner who goes away (O7): what is not due before the next shift stays, what is due is covered by the
// office of the lane, and goes back if nobody wrote meanwhile.
#include "host/core/modes.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

bool answer_ready(const CustomerState& state, const CaseId& id) {
  return std::any_of(state.items.begin(), state.items.end(), [&](const auto& entry) {
    return entry.second.case_id == id && entry.second.kind == ItemKind::work &&
           entry.second.state == WorkState::answered;
  });
}

const Absence* owner_absence(const CustomerState& state, const Case& c) {
  const auto* hand = find(state.hands, c.hand);
  const auto* owner = hand == nullptr ? nullptr : std::get_if<AgentOwner>(&hand->owner);
  return owner == nullptr ? nullptr : find(state.away, owner->id);
}

LaneId covering_lane(const Turn& turn, const Case& c) {
  return turn.policy().lanes.contains(c.lane) ? c.lane : turn.policy().general_lane;
}

void change_covered(Turn& turn, const HandId& id, const Owner& to, std::string reason, const AgentId& cover) {
  const auto hand = turn.state().hands.at(id);
  turn.emit(OwnerChanged{id, hand.owner, to, hand.epoch + 1, std::move(reason), cover}, "O7");
  take_over_plans(turn, id);
}

// Said by a person under the cover; what the host said in its own words moves nothing.
bool somebody_wrote(const CustomerState& state, const Hand& hand) {
  return std::any_of(state.sends.begin(), state.sends.end(), [&](const auto& entry) {
    const auto& send = entry.second;
    const auto* c = find(state.cases, send.case_id);
    return c != nullptr && c->hand == hand.id && send.epoch == hand.epoch && !send.person.empty() &&
           send.state != SendState::refused;
  });
}

bool concerned(const CustomerState& state, const AgentId& agent) {
  const bool owns = std::any_of(state.hands.begin(), state.hands.end(),
                                [&](const auto& entry) { return is_agent(entry.second.owner, agent); });
  return owns || std::any_of(state.items.begin(), state.items.end(), [&](const auto& entry) {
           return !entry.second.finished() && entry.second.owner == agent;
         });
}

}  // namespace

Instant cover_at(const CustomerState& state, const Case& c, const Policy& policy) {
  constexpr Millis kAhead = 30 * kMinute;  // so that who covers it still has the time
  const auto* absence = owner_absence(state, c);
  if (absence == nullptr || c.settled() || c.status == CaseStatus::waiting_customer) return {};
  if (watched(c, "O7", std::to_string(absence->since.ms))) return {};
  if (answer_ready(state, c.id)) return absence->since;
  const auto due = update_due(state, c, policy).at;
  const bool before_return = due && (!absence->back || due < absence->back);
  return before_return ? std::max(due - kAhead, absence->since) : Instant{};
}

void cover_absent(Turn& turn) {
  if (turn.state().away.empty()) return;
  std::vector<CaseId> ids;
  for (const auto& [id, c] : turn.state().cases) ids.push_back(id);
  for (const auto& id : ids) {
    const auto& c = turn.state().cases.at(id);
    const auto at = cover_at(turn.state(), c, turn.policy());
    if (!at || at > turn.now()) continue;
    const auto hand = turn.hand_of(c);
    const auto agent = std::get<AgentOwner>(hand.owner).id;
    const auto since = std::to_string(owner_absence(turn.state(), c)->since.ms);
    if (held_back(turn, id, LaneId{c.lane}, "O7", "let the lead cover for agent:" + agent.value, since)) continue;
    change_covered(turn, hand.id, LeadOwner{covering_lane(turn, c)},
                   "covered while " + to_string(hand.owner) + " is away", agent);
  }
}

void decide_on(Turn& turn, const OwnerLeft& input) {
  end_offers_of(turn, input.agent);
  if (!concerned(turn.state(), input.agent)) return;
  const auto* known = find(turn.state().away, input.agent);
  if (known != nullptr && known->back == input.back) return;
  turn.emit(AgentLeft{input.agent, input.back}, "O7");
}

void decide_on(Turn& turn, const OwnerReturned& input) {
  if (!turn.state().away.contains(input.agent)) return;
  turn.emit(AgentReturned{input.agent}, "O7");
  std::vector<HandId> covered;
  for (const auto& [id, hand] : turn.state().hands)
    if (hand.cover_for == input.agent && std::holds_alternative<LeadOwner>(hand.owner)) covered.push_back(id);
  for (const auto& id : covered) {
    if (somebody_wrote(turn.state(), turn.state().hands.at(id))) continue;  // who has begun goes on
    change_covered(turn, id, AgentOwner{input.agent}, "back, and nobody wrote meanwhile", {});
  }
}

}  // namespace baton::core
