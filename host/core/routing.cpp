// SPDX-License-Identifier: MIT
// routing.cpp - seats and work items find people (offers.cpp): the claim that exactly one wins (G2), the answer that
// goes back to the owner (O2).
#include "host/core/answers.h"
#include "host/core/ownership.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

const Item* wanted_item(Turn& turn, const WorkId& id) {
  const auto* item = find(turn.state().items, id);
  if (item == nullptr) turn.refuse({Refusal::Kind::not_found, "no work item " + id.value, "see GET /v1/work", {}, 0});
  return item;
}

// C5: told once, after the accept, and only if the party the customer sees changes.
void announce(Turn& turn, const CaseId& id, const LaneId& lane) {
  const auto& c = turn.state().cases.at(id);
  const auto& hand = turn.hand_of(c);
  const auto* thread = newest_thread(turn.state(), c);
  if (thread == nullptr || hand.visible_party == "lane:" + lane.value) return;
  const bool first_person = hand.visible_party.empty();  // no bot spoke before: nothing changes for the customer
  if (first_person && lane == turn.policy().general_lane) return;
  const auto on = thread->id;
  const auto epoch = hand.epoch;
  if (kept_silent(turn, id, "C5", "tell the customer who is there now", std::to_string(epoch))) return;
  SendQueued told;
  told.case_id = id;
  told.thread = on;
  told.epoch = epoch;
  told.author = "host";
  told.purpose = SendPurpose::announcement;
  told.canned = "announcement";
  told.lane = lane;
  queue_send(turn, std::move(told), "C5");
}

// H7: as far as its owner says so; of a piece of work, not of a seat.
void estimate(Turn& turn, const WorkId& id, Instant finish) {
  const auto& item = turn.state().items.at(id);
  if (!finish || item.kind != ItemKind::work || item.estimate == finish) return;
  turn.emit(ItemEstimated{item.case_id, id, finish}, "H7");
}

void take_seat(Turn& turn, const Item& seat, const AgentId& agent, std::string_view why) {
  const auto id = seat.case_id;
  const auto lane = seat.lane;
  turn.emit(ItemEnded{id, seat.id, WorkState::done, "accepted"}, "C4");
  if (seat.takeover) change_model(turn, id, kReassign,
      "O2: the specialist took over, because the owner was not there", false, "O2");
  if (lane == kDesk) {  // the desk owns it; inside it this member holds the thread (O4)
    change_owner(turn, id, LeadOwner{kDesk}, why, "C4");
    turn.emit(DeskHeld{turn.hand_of(turn.state().cases.at(id)).id, agent}, "O4");
  } else {
    change_owner(turn, id, AgentOwner{agent}, why, "C4");
  }
  if (turn.state().cases.at(id).lane != lane) turn.emit(LaneChanged{id, lane}, "R3");
  announce(turn, id, lane);
}

void take(Turn& turn, const Item& item, const AgentId& agent, std::string_view rule) {
  const auto taken = item;
  withdraw_others(turn, taken.id, agent, "G2");
  if (!brief_ready(turn, taken.case_id) && turn.state().cases.at(taken.case_id).handoff.brief_waits)
    wait_no_more_for_brief(turn, taken.case_id, "it was taken before the summarizer answered");
  const auto& brief = turn.state().cases.at(taken.case_id).brief;
  turn.emit(ItemTaken{taken.case_id, taken.id, taken.kind, agent, brief.number, brief.complete()}, rule);
  if (taken.kind == ItemKind::conversation) take_seat(turn, taken, agent, taken.takeover ? "absence" : "accepted");
}

void refuse_taken(Turn& turn, const Item& item) {
  turn.refuse({Refusal::Kind::taken, item.id.value + " is taken by agent:" + item.owner.value,
               "choose another from GET /v1/work", "agent:" + item.owner.value, 0});
}

void claim(Turn& turn, const Item& item, const WorkActed& input) {
  if (input.finish && input.finish <= turn.now())
    return turn.refuse({Refusal::Kind::invalid, "`expected` is not in the future", "say when you expect to be done",
                        {}, 0});
  const auto not_allowed = [&](std::string what, std::string mend) {
    turn.refuse({Refusal::Kind::not_allowed, std::move(what), std::move(mend), {}, 0});
  };
  // G2: who loses the race for a seat is told who has it.
  const bool seat_taken = item.kind == ItemKind::conversation && item.state == WorkState::done && !item.owner.empty();
  if (seat_taken && item.owner != input.agent) return refuse_taken(turn, item);
  if (item.finished()) return not_allowed(item.id.value + " is " + std::string(word(item.state)), "nothing is left to do");
  if (!item.owner.empty()) {
    if (item.owner != input.agent) return refuse_taken(turn, item);
    return estimate(turn, item.id, input.finish);  // already yours: the same act twice changes nothing else
  }
  if (!turn.policy().holds_skill(input.agent, item.lane))
    return not_allowed("agent:" + input.agent.value + " does not hold the skill of lane " + item.lane.value, "see `agents[].skills`");
  const bool offered_to_me = item.offered(input.agent);
  if (input.act == WorkActed::Act::accept && !offered_to_me)
    return not_allowed(item.id.value + " is not offered to agent:" + input.agent.value, "claim it instead");
  if (item.takeover && !offered_to_me)
    return not_allowed(item.id.value + " is a takeover offered to another", "ask a lead to assign the conversation");
  const auto id = item.id;
  take(turn, item, input.agent, "G2");
  estimate(turn, id, input.finish);
}

void decline(Turn& turn, const Item& item, const WorkActed& input) {
  if (!item.offered(input.agent)) {
    turn.refuse({Refusal::Kind::not_allowed, item.id.value + " is not offered to agent:" + input.agent.value,
                 "only an offer can be declined", {}, 0});
    return;
  }
  end_offer_to(turn, item.id, input.agent, "declined", "R5");
}

bool held_by(Turn& turn, const Item& item, const AgentId& agent) {
  if (item.owner == agent && !item.finished()) return true;
  const auto has = item.owner.empty() ? std::string("nobody") : "agent:" + item.owner.value;
  if (item.finished())
    turn.refuse({Refusal::Kind::taken, item.id.value + " is " + std::string(word(item.state)) + " already", "nothing is left to do on it", has, 0});
  else
    turn.refuse({Refusal::Kind::not_allowed, item.id.value + " is held by " + has, "claim it first", has, 0});
  return false;
}

// G2: a work owner who is absent when the whole goal is over is relieved by the lead.
bool may_relieve(const Turn& turn, const Item& item, const AgentId& lead) {
  return !item.finished() && !item.owner.empty() && item.owner != lead && item.aged >= 100 &&
         turn.state().away.contains(item.owner) && turn.policy().may_write_for(lead, item.lane, turn.now());
}

void finish(Turn& turn, const CaseId& case_id, const WorkId& id, std::string_view reason, std::string_view rule) {
  const auto lane = turn.state().items.at(id).lane;
  turn.emit(ItemEnded{case_id, id, WorkState::done, std::string(reason)}, rule);
  const auto& c = turn.state().cases.at(case_id);
  if (c.status == CaseStatus::escalated && unfinished_work(turn.state(), case_id) == 0) {
    change_status(turn, case_id, CaseStatus::open, "C6");
    back_down(turn, case_id, lane);
  }
}

// O4: whoever decides hears of it the moment it is known.
void tell_conflict(Turn& turn, const CaseId& id, const std::string& answer) {
  for (const auto& conflict : conflicts_of(turn.state(), id)) {
    if (conflict.one.answer->id != answer && conflict.other.answer->id != answer) continue;
    raise_alarm(turn, "conflict:" + id.value,
                conflict.one.answer->id + " and " + conflict.other.answer->id
                    + " contradict each other; what rests on them is held",
                id, "O4");
    return;
  }
}

}  // namespace

void open_seat(Turn& turn, const CaseId& id, const LaneId& lane, const AgentId& agent, bool returning,
               std::string_view rule) {
  if (auto* open = seat_of(turn.state(), id)) {
    const auto item = open->id;
    if (open->lane == lane && open->wanted == agent) return;
    withdraw_others(turn, item, {}, rule);
    turn.emit(ItemEnded{id, item, WorkState::cancelled, "sought elsewhere"}, rule);
  }
  turn.emit(SeatOpened{id, turn.next_item(), lane, agent, returning}, rule);
}

void route_items(Turn& turn, const CaseId& id) {
  std::vector<WorkId> open;
  for (const auto& [item_id, item] : turn.state().items)
    if (item.case_id == id && item.state == WorkState::open && !item.asked_candidates) open.push_back(item_id);
  for (const auto& item_id : open) {
    if (!brief_ready(turn, id)) return;
    const auto returning = turn.state().items.at(item_id).returning;  // C2 is no rule of a lane
    if (!returning && offers_held(turn, item_id)) continue;
    const auto& item = turn.state().items.at(item_id);
    if (!item.candidates.empty()) {
      offer_next(turn, item_id, item.overtaken);
    } else {
      turn.emit(CandidatesAsked{id, item_id, item.lane}, "R5");
    }
  }
}

void cancel_items(Turn& turn, const CaseId& id, std::string_view reason, std::string_view rule) {
  std::vector<WorkId> open;
  for (const auto& [item_id, item] : turn.state().items)
    if (item.case_id == id && !item.finished()) open.push_back(item_id);
  for (const auto& item_id : open) {
    withdraw_others(turn, item_id, {}, rule);
    turn.emit(ItemEnded{id, item_id, WorkState::cancelled, std::string(reason)}, rule);
  }
}

namespace {

// R8: nobody of the lane is there, whatever they speak: another lane is asked. Its age goes with it.
bool fall_back(Turn& turn, const Item& item) {
  const auto known = turn.policy().lanes.find(item.lane);
  const auto to = known == turn.policy().lanes.end() ? LaneId{} : known->second.fallback;
  const auto id = item.case_id;
  if (to.empty() || item.takeover || !turn.policy().has_lane(to)) return false;
  if (held_back(turn, id, item.lane, "R8", "ask lane " + to.value + ": nobody is there", item.id.value)) return false;
  if (item.kind == ItemKind::conversation) {
    const auto owner = turn.hand_of(turn.state().cases.at(id)).owner;
    if (owner == Owner{LeadOwner{item.lane}}) change_owner(turn, id, LeadOwner{to}, "nobody is there", "R8");
    open_seat(turn, id, to, {}, false, "R8");
  } else {
    turn.emit(ItemEnded{id, item.id, WorkState::cancelled, "nobody is there: lane " + to.value + " is asked"}, "R8");
    turn.emit(WorkOpened{id, turn.next_item(), to, {}, item.work_type, item.question, item.opened}, "R8");
  }
  route_items(turn, id);
  return true;
}

}  // namespace

void decide_on(Turn& turn, const CandidatesFound& input) {
  const auto* found = find(turn.state().items, input.item);
  if (found == nullptr || found->state != WorkState::open) return;  // taken or ended meanwhile: a stale choice
  const auto item = *found;
  auto agents = may_be_offered(turn, item, input.candidates);
  if (agents.empty() && item.candidates.empty() && !item.asked_candidates) return;  // nobody came, nothing to note
  const bool wanted_present = !agents.empty() && !item.wanted.empty() && agents.front() == item.wanted;
  const bool nobody = agents.empty();
  const bool nobody_speaks_it = nobody && item.looks > 0 && !item.any_language;
  turn.emit(CandidatesGiven{item.case_id, item.id, std::move(agents), nobody_speaks_it, input.usual_ms}, "R5");
  if (item.returning && wanted_present) {
    // C2: a reopened case goes to its last human owner, if present, without an offer.
    turn.emit(ItemTaken{item.case_id, item.id, item.kind, item.wanted, 0, false}, "C2");
    const bool reopened = static_cast<bool>(turn.state().cases.at(item.case_id).last_resolved);
    take_seat(turn, item, item.wanted, reopened ? "reopened: its last owner is present"
                                                : "who had the case before it is present");
    return;
  }
  if (nobody && item.any_language && fall_back(turn, item)) return;
  offer_next(turn, item.id, input.overtaken);
}

void decide_on(Turn& turn, const WorkActed& input) {
  const auto* item = wanted_item(turn, input.item);
  if (item == nullptr) return;
  const auto case_id = item->case_id;
  switch (input.act) {
    case WorkActed::Act::claim:
    case WorkActed::Act::accept: return claim(turn, *item, input);
    case WorkActed::Act::decline: return decline(turn, *item, input);
    case WorkActed::Act::release:
      if (may_relieve(turn, *item, input.agent)) {
        turn.emit(ItemReleased{case_id, input.item, AgentId{item->owner}, "absence"}, "G2");
        return route_items(turn, case_id);
      }
      if (!held_by(turn, *item, input.agent)) return;
      turn.emit(ItemReleased{case_id, input.item, input.agent, input.reason}, "G2");
      return route_items(turn, case_id);
    case WorkActed::Act::done:
      if (!held_by(turn, *item, input.agent)) return;
      return finish(turn, case_id, input.item, "done", "O2");
  }
}

void decide_on(Turn& turn, const WorkAnswered& input) {
  const auto* item = wanted_item(turn, input.item);
  if (item == nullptr || !held_by(turn, *item, input.agent)) return;
  const auto case_id = item->case_id;
  for (const auto& other : input.contradicts) {
    if (answer_named(turn.state(), case_id, other)) continue;
    turn.refuse({Refusal::Kind::invalid, other + " is no answer of this case",
        "name the answers that this one contradicts, or none", {}, 0});
    return;
  }
  const auto answer = input.item.value + "." + std::to_string(item->answers.size() + 1);
  turn.emit(AnswerGiven{case_id, input.item, answer, input.agent, input.text.ref, input.final, input.verdict,
      input.contradicts}, "O2");
  tell_conflict(turn, case_id, answer);
  if (input.final) finish(turn, case_id, input.item, "answered", "O2");
}

}  // namespace baton::core
