// SPDX-License-Identifier: MIT
// clocks.cpp - promises and dues: what was told the customer, whether it was kept, and who hears of it when it was not
// (G7, G12, G13, M11, M12). Waits of work items and what they pause (C6).
#include "host/core/turn.h"
#include "host/core/update_due.h"

namespace baton::core {
namespace {

constexpr Millis kQuarter = 15 * kMinute;

void refuse_invalid(Turn& turn, std::string what, std::string mend) {
  turn.refuse({Refusal::Kind::invalid, std::move(what), std::move(mend), {}, 0});
}

std::string owner_of(Turn& turn, const Case& c) { return to_string(turn.hand_of(c).owner); }

// G7: prepared, not said: the owner sends it, words it otherwise, or leaves it.
void prepare_check_in(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  if (c.settled() || c.status == CaseStatus::waiting_customer || c.threads.empty()) return;
  for (const auto& [message, draft] : turn.state().drafts)
    if (draft.case_id == id && !draft.canned.empty()) return;
  turn.emit(ReplyDrafted{id, turn.next_message(), "host", {}, "the work takes longer than its goal", false,
                         "check_in"},
            "G7");
}

std::string quarter_of(Instant at) { return std::to_string(at.ms / kQuarter); }

void end_promise(Turn& turn, const CaseId& id, std::string_view how) {
  const auto promise = turn.state().cases.at(id).promise;
  if (promise.open) turn.emit(PromiseEnded{id, promise.number, std::string(how)}, "G13");
}

WaitsFor paused_by(const Turn& turn, const Case& c) {
  const auto& policy = turn.policy();
  const bool customers = c.settled() || c.status == CaseStatus::waiting_customer;
  if (customers) return policy.sla_pauses_for_customer ? WaitsFor::customer : WaitsFor::nobody;
  const bool third = policy.sla_pauses_for_third_party && waits_for_third_party(turn.state(), c.id);
  return third ? WaitsFor::third_party : WaitsFor::nobody;
}

}  // namespace

void decide_on(Turn& turn, const PromiseAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr || !present_epoch(turn, *c, input.epoch)) return;
  const auto id = c->id;
  if (c->settled()) return refuse_invalid(turn, "the case is " + std::string(word(c->status)), "reopen it first");
  if (c->status == CaseStatus::waiting_customer)
    return refuse_invalid(turn, "the customer has the next word",
                          "its follow-up date stands until the customer writes");
  if (input.due <= turn.now())
    return refuse_invalid(turn, "`due` is not in the future", "give a time that is still to come");
  if (!speaks_for_owner(turn, *c, agent_named(input.by))) {
    const auto owner = owner_of(turn, *c);
    return turn.refuse({Refusal::Kind::not_allowed, "only " + owner + " promises the customer something",
                        "ask the owner", owner, turn.hand_of(*c).epoch});
  }
  end_promise(turn, id, "replaced");
  turn.emit(PromiseMade{id, turn.state().cases.at(id).promise.number + 1, input.due, input.text.ref, input.by}, "G13");
}

// Called with what was due before the word was heard.
void word_heard(Turn& turn, const CaseId& id, const std::vector<UpdateDue>& dues) {
  const auto missed = turn.state().cases.at(id).missed_due;
  for (const auto& due : dues)
    if (due.at > missed) turn.emit(DueSettled{id, due.at, due.clock, turn.now() <= due.at}, "M12");
  const auto promise = turn.state().cases.at(id).promise;
  end_promise(turn, id, turn.now() <= promise.due ? "kept" : "late");
}

void due_missed(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  for (const auto& due : counted_dues(turn.state(), c, turn.policy())) {
    if (due.at <= c.missed_due || due.at > turn.now()) continue;
    return turn.emit(DueSettled{id, due.at, due.clock, false}, "M12");
  }
}

void update_overdue(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  const auto due = update_due(turn.state(), c, turn.policy());
  const auto owner = owner_of(turn, c);
  const auto lane = c.lane;
  turn.emit(UpdateOverdue{id, due.at, due.clock}, "M11");
  if (held_back(turn, id, lane, "G12", "tell " + owner + " that the customer should have heard by now",
                std::to_string(due.at.ms)))
    return;
  turn.emit(AlarmRaised{"update_overdue:" + id.value, "the customer of " + id.value + " should have heard by now", id,
                        owner},
            "G12");
}

void item_ages(Turn& turn, const WorkId& id) {
  const auto item = turn.state().items.at(id);
  const auto percent = item.aged == 0 ? 50 : item.aged == 50 ? 75 : 100;
  turn.emit(ItemAged{item.case_id, id, percent}, "G7");
  const auto office = "lead:" + item.lane.value;
  if (percent >= 75 && held_back(turn, item.case_id, item.lane, "G7",
                                 (percent == 75 ? "tell who has " : "tell the lead of ") + id.value + " that "
                                     + std::to_string(percent) + " % of its time are over",
                                 id.value + ":" + std::to_string(percent)))
    return;
  if (percent == 75) {
    const auto party = item.owner.empty() ? office : "agent:" + item.owner.value;
    turn.emit(AlarmRaised{"ageing:" + id.value, "three quarters of the time for " + id.value + " are over",
                          item.case_id, party},
              "G7");
  }
  if (percent != 100) return;
  // Grouped: a bad hour in a lane is one alarm that counts, not one for each item.
  turn.emit(AlarmRaised{"past_goal:" + item.lane.value + ":" + quarter_of(turn.now()),
                        "work of lane " + item.lane.value + " is past its goal", item.case_id, office}, "G7");
  prepare_check_in(turn, item.case_id);
}

void decide_on(Turn& turn, const WorkWaitAsked& input) {
  const auto* item = find(turn.state().items, input.item);
  if (item == nullptr)
    return turn.refuse({Refusal::Kind::not_found, "no work item " + input.item.value, "see GET /v1/work", {}, 0});
  const auto case_id = item->case_id;
  const auto has = item->owner.empty() ? std::string("nobody") : "agent:" + item->owner.value;
  if (item->kind != ItemKind::work || item->finished())
    return refuse_invalid(turn, input.item.value + " is no work that could wait", "only an unfinished work item waits");
  if (item->owner != input.agent)
    return turn.refuse({Refusal::Kind::not_allowed, input.item.value + " is held by " + has, "claim it first", has, 0});
  const bool third = input.on == WaitsFor::third_party;
  if (third && !input.next_check)
    return refuse_invalid(turn, "nobody would look at it again", "say under `until` when you check next");
  if (input.next_check && input.next_check <= turn.now())
    return refuse_invalid(turn, "`until` is not in the future", "give a time that is still to come");
  if (input.finish && input.finish <= turn.now())
    return refuse_invalid(turn, "`expected` is not in the future", "say when you expect to be done");
  if (input.finish && input.finish != item->estimate) turn.emit(ItemEstimated{case_id, input.item, input.finish}, "H7");
  if (item->waits_for != WaitsFor::nobody) turn.emit(ItemWaitEnded{case_id, input.item, "checked"}, "C6");
  if (input.on == WaitsFor::nobody) return;
  const auto until = input.next_check ? input.next_check : turn.now() + turn.policy().wait_default_ms;
  turn.emit(ItemWaits{case_id, input.item, input.on, until, input.reason.ref}, "C6");
}

void wait_is_due(Turn& turn, const WorkId& id) {
  const auto item = turn.state().items.at(id);
  const auto who = item.waits_for == WaitsFor::customer ? "the customer" : "the third party";
  turn.emit(ItemWaitEnded{item.case_id, id, "due"}, "C6");
  const auto party = item.owner.empty() ? "lead:" + item.lane.value : "agent:" + item.owner.value;
  turn.emit(AlarmRaised{"next_check:" + id.value, "look again what became of " + id.value + ": it waited for " + who,
                        item.case_id, party},
            "C6");
}

void customer_came_back(Turn& turn, const CaseId& id) {
  std::vector<WorkId> waiting;
  for (const auto& [item_id, item] : turn.state().items)
    if (item.case_id == id && !item.finished() && item.waits_for == WaitsFor::customer) waiting.push_back(item_id);
  for (const auto& item_id : waiting) turn.emit(ItemWaitEnded{id, item_id, "customer"}, "C6");
}

void keep_clocks(Turn& turn) {
  std::vector<CaseId> ids;
  for (const auto& [id, c] : turn.state().cases) ids.push_back(id);
  for (const auto& id : ids) {
    const auto& c = turn.state().cases.at(id);
    if (c.settled() || c.status == CaseStatus::waiting_customer) end_promise(turn, id, "no_longer_needed");
    const auto by = paused_by(turn, turn.state().cases.at(id));
    const bool paused = static_cast<bool>(turn.state().cases.at(id).paused_since);
    if (by != WaitsFor::nobody && !paused) turn.emit(ClockPaused{id, by}, "G13");
    if (by == WaitsFor::nobody && paused) turn.emit(ClockResumed{id}, "G13");
  }
}

}  // namespace baton::core
