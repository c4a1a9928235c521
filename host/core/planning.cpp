// SPDX-License-Identifier: MIT
// planning.cpp - the customer hears before the window closes (W2, W6): a plan for every escalated case, kept or missed
// on record. Nothing is planned into the customer's night (W8).
#include "host/core/modes.h"
#include "host/core/quiet.h"
#include "host/core/turn.h"
#include "host/core/window.h"

namespace baton::core {
namespace {

struct Moment {
  Instant at;
  PlanKind kind = PlanKind::check_in;
};

Moment moment_for(const CustomerState& state, const Case& c, const Thread& thread, const Policy& policy,
                  Instant wanted, Instant now) {
  const auto closes = closes_at(thread, policy);
  auto at = wanted;
  if (c.work_type != 3) {
    const bool inside = closes && wanted < closes;
    at = outside_quiet(zone_of(state, policy), policy, wanted, inside ? closes : Instant{}, now);
  }
  return {at, !closes || at < closes ? PlanKind::check_in : PlanKind::template_message};
}

// H7: what is done about it will not be done by then, so the customer hears before, though no work is open yet.
bool late(const Case& c, const Thread& thread) { return c.finish_late && c.finish_late == thread.window_ends; }

bool covered(const Case& c, const Thread& thread) { return c.plan.open || c.checked_in_window == thread.window_ends; }

// W6: while the SLA or a promise falls before the window's end, the customer hears by that.
Instant owed_before_end(Turn& turn, const Case& c, const Thread& thread) {
  const auto owed = owed_due(turn.state(), c, turn.policy()).at;
  const auto last = closes_at(thread, turn.policy()) - turn.policy().update_due_margin_ms;
  return owed > turn.now() && owed < last ? owed : Instant{};
}

void plan_window(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  const auto* thread = newest_thread(turn.state(), c);
  if (thread == nullptr || covered(c, *thread)) return;
  if (c.status != CaseStatus::escalated && !late(c, *thread)) return;
  const auto closes = closes_at(*thread, turn.policy());
  if (!closes || turn.now() >= closes) return;  // too late for a plan; its closing is the defect
  if (!acts(turn.state(), c, turn.policy(), c.lane, "W6")) {
    held_back(turn, id, LaneId{c.lane}, "W6", "plan an update before the window closes",
              std::to_string(thread->window_ends.ms));
    return;
  }
  if (thread->opted_out || thread->unreachable) {
    const std::string why = thread->opted_out ? "the customer has opted out" : "the customer cannot be reached";
    return raise_alarm(turn, "no_plan:" + id.value, why + ": nothing can be planned for " + id.value, id, "W6");
  }
  if (const auto owed = owed_before_end(turn, c, *thread)) return turn.emit(PlanPostponed{id, owed}, "W6");
  const auto wanted = std::max(turn.now(), closes - turn.policy().update_due_margin_ms);
  const auto moment = moment_for(turn.state(), c, *thread, turn.policy(), wanted, turn.now());
  turn.emit(PlanMade{id, c.plans + 1, moment.kind, thread->id, moment.at, turn.policy().default_purpose, {}, "host"},
            "W6");
}

}  // namespace

Instant last_call_at(const CustomerState& state, const Case& c, const Policy& policy) {
  const auto* thread = newest_thread(state, c);
  const bool wanted = c.status == CaseStatus::escalated && c.work_type != 3 && thread != nullptr &&
                      !covered(c, *thread) && !thread->opted_out && !thread->unreachable;
  const auto closes = wanted ? closes_at(*thread, policy) : Instant{};
  if (!closes) return {};
  const auto& zone = zone_of(state, policy);
  const auto wanted_at = closes - policy.update_due_margin_ms;
  const auto night = quiet_since(zone, policy, wanted_at);
  const bool waits = night && quiet_until(zone, policy, wanted_at) < closes;  // until the morning
  if (!night || waits || night <= thread->window_opened) return {};
  // A customer who has just written is not told "still working on it" in the same breath.
  constexpr Millis kLastCall = 30 * kMinute;
  constexpr Millis kBreath = 10 * kMinute;
  return std::max(night - kLastCall, std::min(thread->window_opened + kBreath, night - kMinute));
}

void decide_on(Turn& turn, const PlanAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr || !present_epoch(turn, *c, input.epoch)) return;
  const auto* thread = newest_thread(turn.state(), *c);
  const auto refuse = [&](std::string what, std::string mend) {
    turn.refuse({Refusal::Kind::invalid, std::move(what), std::move(mend), {}, 0});
  };
  if (c->settled()) return refuse("the case is " + std::string(word(c->status)), "reopen it first");
  if (thread == nullptr) return refuse("the customer has written on no thread of this case", "there is nobody to update");
  if (input.at <= turn.now()) return refuse("`at` is not in the future", "give a time that is still to come");
  if (!speaks_for_owner(turn, *c, agent_named(input.by)))
    return turn.refuse({Refusal::Kind::not_allowed, "only " + to_string(turn.hand_of(*c).owner) + " plans the next update",
                        "ask the owner", to_string(turn.hand_of(*c).owner), turn.hand_of(*c).epoch});
  if (!safe_to_say(turn, *c, input.text.text, input.classes)) return;
  const auto id = c->id;
  if (c->plan.open) turn.emit(PlanEnded{id, c->plan.number, "replaced"}, "W6");
  const auto moment = moment_for(turn.state(), *c, *thread, turn.policy(), input.at, turn.now());
  const auto purpose = input.purpose.empty() ? turn.policy().default_purpose : input.purpose;
  turn.emit(PlanMade{id, c->plans + 1, moment.kind, thread->id, moment.at, purpose, input.text.ref, input.by},
            moment.at == input.at ? "W6" : "W8");
}

void window_at_risk(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  const auto* thread = newest_thread(turn.state(), c);
  if (thread == nullptr) return;
  const auto thread_id = thread->id;
  turn.emit(WindowAtRisk{id, thread_id}, "W2");
  plan_window(turn, id);
}

void plan_again(Turn& turn, const CaseId& id) {
  turn.emit(PlanPostponed{id, {}}, "W6");
  plan_late(turn, id);
}

void plan_late(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  const auto* thread = newest_thread(turn.state(), c);
  if (c.at_risk || (thread != nullptr && late(c, *thread))) plan_window(turn, id);
}

void window_moved(Turn& turn, const ThreadId& thread) {
  std::vector<std::pair<CaseId, std::int64_t>> moot;
  for (const auto& [id, c] : turn.state().cases)
    if (c.plan.open && c.plan.thread == thread && c.plan.by == "host" && !planned_word_waits(turn.state(), c)) moot.emplace_back(id, c.plan.number);
  for (const auto& [id, plan] : moot) turn.emit(PlanEnded{id, plan, "no_longer_needed"}, "W6");
}

void updated_from_outside(Turn& turn, const CaseId& id, const std::vector<UpdateDue>& dues) {
  word_heard(turn, id, dues);
  const auto& c = turn.state().cases.at(id);
  if (c.plan.open && !planned_word_waits(turn.state(), c)) turn.emit(PlanEnded{id, c.plan.number, "sent"}, "W1");
}

void take_over_plans(Turn& turn, const HandId& hand) {
  std::vector<CaseId> cases;
  for (const auto& [id, c] : turn.state().cases)
    if (c.hand == hand && c.plan.open && c.plan.by != "host" && !planned_word_waits(turn.state(), c)) cases.push_back(id);
  for (const auto& id : cases) {
    const auto plan = turn.state().cases.at(id).plan;
    turn.emit(PlanEnded{id, plan.number, "replaced"}, "C3");
    if (plan.text) turn.emit(ReplyDrafted{id, turn.next_message(), plan.by, plan.text, "planned by an earlier owner"}, "C3");
    turn.emit(PlanMade{id, turn.state().cases.at(id).plans + 1, plan.kind, plan.thread, plan.at, plan.purpose, {}, "host"}, "C3");
  }
}

void window_closes(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  const auto* thread = newest_thread(turn.state(), c);
  if (thread == nullptr) return;
  const bool planned = c.plan.open || c.checked_in_window == thread->window_ends;
  const bool defect = c.status == CaseStatus::escalated && !planned;
  const auto thread_id = thread->id;
  turn.emit(WindowClosed{id, thread_id, planned}, "W2");
  if (!defect) return;
  turn.emit(PlanMissing{id, thread_id, "the window closed without a plan"}, "W6");
  const auto& now_closed = turn.state().cases.at(id);
  if (acts(turn.state(), now_closed, turn.policy(), now_closed.lane, "W6"))
    raise_alarm(turn, "no_plan:" + id.value, "the window of " + id.value + " closed without a plan", id, "W6");
}

void plan_due(Turn& turn, const CaseId& id) {
  const auto c = turn.state().cases.at(id);
  // G14: Baton says nothing by itself here; what its owner planned is theirs to say.
  if (c.plan.by == "host" && kept_silent(turn, id, "W6", "tell the customer that the work goes on",
                                         std::to_string(c.plan.number)))
    return turn.emit(PlanEnded{id, c.plan.number, "kept_silent"}, "G14");
  const auto& hand = turn.hand_of(c);
  SendQueued word;
  word.case_id = id;
  word.thread = c.plan.thread;
  word.epoch = hand.epoch;
  word.author = c.plan.by;
  word.person = agent_named(c.plan.by);
  word.purpose = SendPurpose::plan;
  word.template_purpose = c.plan.purpose;
  word.text = c.plan.text;
  word.canned = c.plan.text ? std::string{} : std::string("check_in");
  word.plan = c.plan.number;
  queue_send(turn, std::move(word), "W6");
}

}  // namespace baton::core
