// SPDX-License-Identifier: MIT
// settle.cpp - resolving, reopening, waiting, closing (C6, C10, C11).
#include "host/core/answers.h"
#include "host/core/ownership.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

bool must_finish(const Turn& turn, const Item& item) {
  const auto lane = turn.policy().lanes.find(item.lane);
  return lane != turn.policy().lanes.end() && lane->second.must_finish;
}

bool blocked_by_work(const Turn& turn, const CaseId& id) {
  const auto& items = turn.state().items;
  return std::any_of(items.begin(), items.end(), [&](const auto& entry) {
    return entry.second.case_id == id && entry.second.kind == ItemKind::work && !entry.second.finished() && must_finish(turn, entry.second);
  });
}

bool may_settle(Turn& turn, const Case& c, const std::string& by) {
  const auto owner = to_string(turn.hand_of(c).owner);
  if (by == owner || speaks_for_owner(turn, c, agent_named(by))) return true;
  turn.refuse({Refusal::Kind::not_allowed, "only " + owner + " settles this case", "ask the owner", owner, turn.hand_of(c).epoch});
  return false;
}

// G4 holds for closing words as for any reply; a bot speaks under the threshold of its own confidence (H10). The desk
// says which answers its resolution rests on, with words or without (O4).
bool may_say(Turn& turn, const Case& c, const ResolveAsked& input) {
  const auto refuse = [&](std::string what, std::string mend) {
    turn.refuse({Refusal::Kind::not_allowed, std::move(what), std::move(mend), {}, 0});
    return false;
  };
  if (c.model == kControlTower && input.cites.empty() && !answers_of(turn.state(), c.id).empty())
    return refuse("a resolution of the desk cites the answers it rests on (O4)", "name them in `cites`");
  const auto agent = agent_named(input.by);
  const bool speaks = !input.reply.absent() && !agent.empty();
  if (!speaks && input.cites.empty()) return true;
  auto missing = missing_authority(turn, c, agent, input.cites);
  if (missing.empty()) return true;
  return refuse(input.by + ": " + missing, "cite an answer of the case, or resolve without words");
}

// The closing words, through the gate; empty where the customer has no thread.
MessageId say_closing(Turn& turn, const CaseId& id, const ResolveAsked& input) {
  const auto* thread = newest_thread(turn.state(), turn.state().cases.at(id));
  if (thread == nullptr || input.reply.absent()) return {};
  SendQueued queued;
  queued.case_id = id;
  queued.thread = thread->id;
  queued.epoch = input.epoch;
  queued.author = input.by;
  queued.person = agent_named(input.by);
  queued.purpose = SendPurpose::resolution;
  queued.template_purpose = "resolution";
  queued.text = input.reply.ref;
  queued.cites = input.cites;
  return queue_send(turn, std::move(queued), "C11");
}

// C2: open cases joined by a thread have one owner: of the most urgent, then older, and the highest epoch plus one.
void join_hands(Turn& turn, const CaseId& id) {
  const auto& reopened = turn.state().cases.at(id);
  for (const auto& [other_id, other] : turn.state().cases) {
    if (other_id == id || other.settled() || other.hand == reopened.hand) continue;
    const bool joined = std::any_of(other.threads.begin(), other.threads.end(),
                                    [&](const ThreadId& thread) { return on_thread(reopened, thread); });
    if (!joined) continue;
    const bool other_first = other.priority != reopened.priority ? other.priority < reopened.priority
                                                                 : other.opened < reopened.opened;
    const auto& stays = turn.hand_of(other_first ? other : reopened);
    const auto epoch = std::max(turn.hand_of(other).epoch, turn.hand_of(reopened).epoch) + 1;
    const auto from = other_first ? reopened.hand : other.hand;
    const auto into = stays.id;
    turn.emit(HandsJoined{from, into, stays.owner, epoch}, "C2");
    take_over_plans(turn, into);
    return join_hands(turn, id);
  }
}

}  // namespace

// C4: a case that a bot served and whose hand is now people's is open; without their seat nobody would be asked.
void leave_automation(Turn& turn, const HandId& hand) {
  if (is_bot(turn.state().hands.at(hand).owner)) return;
  std::vector<CaseId> served;
  for (const auto& [id, c] : turn.state().cases)
    if (c.hand == hand && c.status == CaseStatus::automated) served.push_back(id);
  for (const auto& id : served) change_status(turn, id, CaseStatus::open, "C6");
}

void decide_on(Turn& turn, const ResolveAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr || !present_epoch(turn, *c, input.epoch) || !may_settle(turn, *c, input.by)) return;
  const auto id = c->id;
  if (c->settled()) {
    turn.refuse({Refusal::Kind::invalid, "the case is " + std::string(word(c->status)) + " already", "nothing is left to resolve", {}, 0});
    return;
  }
  if (!safe_to_say(turn, *c, input.reply.text, input.classes)) return;
  if (blocked_by_work(turn, id)) {
    if (!c->solve_pending) turn.emit(SolvePending{id, true}, "C6");
    if (!input.reply.absent())  // the words wait for the end as well
      turn.emit(ReplyDrafted{id, turn.next_message(), input.by, input.reply.ref, "the case stays open until its work is finished"}, "C6");
    return;
  }
  if (!may_say(turn, *c, input)) return;
  if (!contradicted(turn.state(), id, input.cites).empty()) {  // O4: it waits until it is decided which answer stands
    if (!c->solve_pending) turn.emit(SolvePending{id, true}, "O4");
    say_closing(turn, id, input);
    return;
  }
  const auto closing = say_closing(turn, id, input);
  const auto* sent = find(turn.state().sends, closing);
  if (sent != nullptr && sent->state == SendState::refused) return;
  cancel_items(turn, id, "the case was resolved", "C6");
  withdraw_requests(turn, id);
  const auto& plan = turn.state().cases.at(id).plan;
  if (plan.open) turn.emit(PlanEnded{id, plan.number, "no_longer_needed"}, "W6");
  turn.emit(CaseResolved{id, turn.now(), closing, input.wrong.ref, input.changed.ref, input.next.ref, input.as},
            closing.empty() ? "C6" : "C11");
  change_status(turn, id, CaseStatus::resolved, "C6");
}

void reopen(Turn& turn, const CaseId& id, std::string_view why, std::string_view rule) {
  const auto& c = turn.state().cases.at(id);
  if (!c.settled()) return;
  const auto hand = turn.hand_of(c);
  const auto lane = c.lane;
  turn.emit(CaseReopened{id, std::string(why)}, rule);
  change_status(turn, id, CaseStatus::open, "C6");
  join_hands(turn, id);
  const auto joined = turn.hand_of(turn.state().cases.at(id));
  if (joined.id != hand.id && !is_bot(joined.owner)) return;
  // C2: to its last human owner if present, else to the lead of its last lane. Presence is the roster's to know, so the
  // lead holds it until the roster has answered. C11 keeps its owner: nothing was finished.
  if (rule == "C11" && !is_bot(joined.owner)) return leave_automation(turn, joined.id);
  const auto last = agent_named(hand.last_human);
  change_owner(turn, id, LeadOwner{lane}, "reopened: " + std::string(why), "C2");
  leave_automation(turn, joined.id);
  open_seat(turn, id, lane, last, !last.empty(), "C2");
  route_items(turn, id);
}

void decide_on(Turn& turn, const ReopenAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr) return;
  if (!c->merged_into.empty()) {
    turn.refuse({Refusal::Kind::invalid, "the case is part of " + c->merged_into.value, "undo the merge there", {}, 0});
    return;
  }
  if (c->status != CaseStatus::resolved) {  // C6: closed comes back by the customer's word alone (C10)
    turn.refuse({Refusal::Kind::invalid, "the case is " + std::string(word(c->status)), "only a resolved case is reopened", {}, 0});
    return;
  }
  reopen(turn, c->id, "reopened by " + input.by, "C6");
}

void decide_on(Turn& turn, const WaitAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr || !present_epoch(turn, *c, input.epoch) || !may_settle(turn, *c, input.by)) return;
  if (c->status != CaseStatus::open) {
    turn.refuse({Refusal::Kind::invalid, "the case is " + std::string(word(c->status)), "only an open case waits for the customer", {}, 0});
    return;
  }
  const auto until = input.until ? input.until : turn.now() + turn.policy().wait_default_ms;
  change_status(turn, c->id, CaseStatus::waiting_customer, "C6", until);
}

}  // namespace baton::core
