// SPDX-License-Identifier: MIT
// calls.cpp - the customer is asked whether they may be called, and their answer is kept (J5). The thread stays the
// record.
#include "host/core/turn.h"

namespace baton::core {
namespace {

// WhatsApp lets a number ask once a day and twice a week.
constexpr std::size_t kAskedPerWeek = 2;

bool refuse(Turn& turn, Refusal::Kind kind, std::string what, std::string mend) {
  turn.refuse({kind, std::move(what), std::move(mend), {}, 0});
  return false;
}

bool may_ask_to_call(Turn& turn, const Case& c, const Thread* thread, const CallAsked& input) {
  const auto owner = to_string(turn.hand_of(c).owner);
  if (!speaks_for_owner(turn, c, agent_named(input.by)))
    return refuse(turn, Refusal::Kind::not_allowed, "only " + owner + " asks the customer", "ask the owner");
  if (c.settled())
    return refuse(turn, Refusal::Kind::invalid, "the case is " + std::string(word(c.status)), "reopen it first");
  if (thread == nullptr)
    return refuse(turn, Refusal::Kind::invalid, "the customer has written on no thread of this case",
                  "there is nobody to ask");
  const auto rules = turn.policy().connectors.find(thread->connector);
  if (rules == turn.policy().connectors.end() || !rules->second.channel.calls)
    return refuse(turn, Refusal::Kind::invalid, "nobody can be called on channel " + thread->channel,
                  "answer in the thread");
  const auto& calls = thread->calls;
  if (calls.allowed && (!calls.until || turn.now() < calls.until))
    return refuse(turn, Refusal::Kind::invalid, "the customer has allowed calls already", "call them");
  const auto within = [&](Millis span) {
    return static_cast<std::size_t>(std::count_if(calls.asked.begin(), calls.asked.end(),
                                                  [&](Instant at) { return turn.now() - at < span; }));
  };
  if (within(kDay) > 0 || within(7 * kDay) >= kAskedPerWeek)
    return refuse(turn, Refusal::Kind::not_allowed, "the customer was asked already; the channel allows it once a day "
                  "and twice a week", "answer in the thread, or ask again later");
  return true;
}

}  // namespace

void decide_on(Turn& turn, const CallAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr || !present_epoch(turn, *c, input.epoch)) return;
  const auto* thread = newest_thread(turn.state(), *c);
  if (!may_ask_to_call(turn, *c, thread, input)) return;
  const auto id = c->id;
  SendQueued queued;
  queued.case_id = id;
  queued.thread = thread->id;
  queued.epoch = input.epoch;
  queued.author = input.by;
  queued.person = agent_named(input.by);
  queued.purpose = SendPurpose::reply;
  queued.template_purpose = "switch_channel";
  queued.text = input.text.ref;
  if (input.text.absent()) queued.canned = "may_we_call";
  queued.asks_to_call = true;
  turn.emit(CallPermissionAsked{id, thread->id, input.by}, "J5");
  queue_send(turn, std::move(queued), "J5");
}

void call_permission(Turn& turn, const ThreadId& thread, bool allowed, Instant until) {
  const auto* open = open_case_on(turn.state(), thread);
  const auto id = open == nullptr ? CaseId{} : open->id;
  turn.emit(CallPermissionChanged{id, thread, allowed, until}, "J5");
  // C6: they came back with an answer.
  if (!id.empty() && turn.state().cases.at(id).status == CaseStatus::waiting_customer)
    change_status(turn, id, CaseStatus::open, "C6");
}

}  // namespace baton::core
