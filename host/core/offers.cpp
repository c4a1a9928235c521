// SPDX-License-Identifier: MIT
// offers.cpp - an item is offered: brief first (B2), then to those whom the host chose across all customers
// (dispatch.h), one after the other, or to the whole pod at once (R2). The choice is judged here: skill, room,
// presence (R5).
#include "host/core/capacity.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

template <class T>
bool has(const std::vector<T>& list, const T& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

// Gone since the host saw them present.
bool away(const CustomerState& state, const Candidate& candidate) {
  const auto* absence = find(state.away, candidate.agent);
  return absence != nullptr && absence->since >= candidate.idle_since;
}

std::vector<AgentId> offered_to(const Item& item) {
  if (item.state != WorkState::offered) return {};
  auto agents = item.also_offered;
  agents.insert(agents.begin(), item.offered_to);
  return agents;
}

void make_offer(Turn& turn, const WorkId& id, const AgentId& agent, std::int64_t overtaken, std::string_view rule) {
  const auto& item = turn.state().items.at(id);
  const auto& policy = turn.policy();
  const bool vip = turn.state().segment == policy.vip_segment;
  const auto until = turn.now() + (vip ? policy.offer_timeout_vip_ms : policy.offer_timeout_ms);
  const bool beside = item.state == WorkState::offered;
  const auto brief = turn.state().cases.at(item.case_id).brief.number;
  turn.emit(OfferMade{item.case_id, id, agent, until, brief, overtaken, beside}, rule);
}

// R2: in the pod's hours somebody accepts within the offer's time; where nobody did, or out of hours, who is on call is
// asked, present or not, and told.
void call_on_call(Turn& turn, const WorkId& id) {
  const auto item = turn.state().items.at(id);
  if (item.state != WorkState::open || !item.candidates.empty() || !brief_ready(turn, item.case_id)) return;
  for (const auto& agent : turn.policy().leads_at(item.lane, turn.now())) {
    const bool asked = has(item.declined_by, agent) || has(item.passed, agent);
    if (asked || !turn.policy().holds_skill(agent, item.lane)) continue;
    turn.emit(AlarmRaised{"on_call:" + id.value, item.case_id.value + " waits for a person, and nobody of lane "
                          + item.lane.value + " took it", item.case_id, "agent:" + agent.value}, "R2");
    return make_offer(turn, id, agent, item.overtaken, "R2");
  }
}

void go_on(Turn& turn, const WorkId& id) {
  const auto& item = turn.state().items.at(id);
  if (item.state != WorkState::open) return;  // others still have it before them
  if (item.takeover) return turn.emit(ItemEnded{item.case_id, id, WorkState::cancelled, "not taken over"}, "O2");
  offer_next(turn, id, item.overtaken);
}

}  // namespace

bool offered_at_once(const CustomerState& state, const Item& item, const Policy& policy) {
  return item.kind == ItemKind::conversation && !item.takeover && !item.returning && item.wanted.empty() &&
         state.segment == policy.vip_segment && !item.lane.empty() && item.lane == policy.segment(state.segment).pod;
}

// B2: a hard gate. Without a handoff there was no summarizer to ask; the host's brief is there at once.
bool brief_ready(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  if (c.handoff.brief_waits) return false;
  // What the host wrote before the customer's latest word says less than the case does.
  const bool behind = c.brief.made_by == "host" && c.brief.revision != c.revision;
  if (c.brief.number == 0 || behind) make_minimal_brief(turn, id);
  return turn.state().cases.at(id).brief.complete();
}

std::vector<AgentId> may_be_offered(const Turn& turn, const Item& item, std::vector<Candidate> candidates) {
  const auto units = units_of(turn.state(), item, turn.policy());
  std::erase_if(candidates, [&](const Candidate& candidate) {
    return !turn.policy().holds_skill(candidate.agent, item.lane) || has(item.declined_by, candidate.agent) ||
           has(item.passed, candidate.agent) || candidate.load_milliunits + units > candidate.capacity_milliunits ||
           away(turn.state(), candidate);
  });
  std::stable_sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
    if ((a.agent == item.wanted) != (b.agent == item.wanted)) return a.agent == item.wanted;
    return a.idle_since < b.idle_since;  // R5: the longest idle first
  });
  std::vector<AgentId> agents;
  for (const auto& candidate : candidates) agents.push_back(candidate.agent);
  return agents;
}

// G14: who wants it claims it; nobody is offered anything.
bool offers_held(Turn& turn, const WorkId& id) {
  const auto item = turn.state().items.at(id);
  return held_back(turn, item.case_id, item.lane, "R5", "offer " + id.value + " to somebody", id.value);
}

void offer_next(Turn& turn, const WorkId& id, std::int64_t overtaken) {
  const auto& item = turn.state().items.at(id);
  if (item.state != WorkState::open || offers_held(turn, id)) return;
  const bool at_once = offered_at_once(turn.state(), item, turn.policy());
  if (at_once && item.candidates.empty() && !item.asked_candidates) return call_on_call(turn, id);
  if (item.candidates.empty() || !brief_ready(turn, item.case_id)) return;
  const auto candidates = turn.state().items.at(id).candidates;
  for (const auto& agent : candidates) {
    make_offer(turn, id, agent, overtaken, at_once ? "R2" : "R5");
    if (!at_once) return;
  }
}

void withdraw_others(Turn& turn, const WorkId& id, const AgentId& taker, std::string_view rule) {
  const auto item = turn.state().items.at(id);
  const auto* how = taker.empty() || item.also_offered.empty() ? "withdrawn" : "taken";
  for (const auto& agent : offered_to(item))
    if (agent != taker) turn.emit(OfferEnded{item.case_id, id, agent, how}, rule);
}

void end_offer_to(Turn& turn, const WorkId& id, const AgentId& agent, std::string_view how, std::string_view rule) {
  turn.emit(OfferEnded{turn.state().items.at(id).case_id, id, agent, std::string(how)}, rule);
  go_on(turn, id);
}

void end_offer(Turn& turn, const WorkId& id, std::string_view how, std::string_view rule) {
  const auto item = turn.state().items.at(id);
  for (const auto& agent : offered_to(item)) turn.emit(OfferEnded{item.case_id, id, agent, std::string(how)}, rule);
  if (how != "withdrawn") go_on(turn, id);
}

void end_offers_of(Turn& turn, const AgentId& agent) {
  std::vector<WorkId> theirs;
  for (const auto& [id, item] : turn.state().items)
    if (item.offered(agent)) theirs.push_back(id);
  for (const auto& id : theirs) end_offer_to(turn, id, agent, "away", "O7");
}

void offer_takeover(Turn& turn, const CaseId& id, const LaneId& lane, const AgentId& agent) {
  if (seat_of(turn.state(), id) != nullptr || !brief_ready(turn, id)) return;
  if (held_back(turn, id, lane, "O2", "offer the conversation to agent:" + agent.value,
                std::to_string(turn.state().cases.at(id).revision)))
    return;
  const auto item = turn.next_item();
  turn.emit(SeatOpened{id, item, lane, agent, false, true}, "O2");
  const auto brief = turn.state().cases.at(id).brief.number;
  turn.emit(OfferMade{id, item, agent, turn.now() + turn.policy().offer_timeout_ms, brief}, "O2");
}

}  // namespace baton::core
