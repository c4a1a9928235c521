// SPDX-License-Identifier: MIT
// delivery.cpp - what the channel says about our words: taken, delivered, read, failed, or nothing at all (W3, W4, W7,
// W9, T4). A failure that comes later by webhook goes the same way as one that comes at once.
#include "host/core/send_rank.h"
#include "host/core/turn.h"
#include "host/core/window.h"

namespace baton::core {
namespace {

constexpr Millis kAccountAlarmAfter = 30 * kSecond;

void note_unreachable(Turn& turn, const ThreadId& id) {
  const auto& thread = turn.state().threads.at(id);
  const auto first = thread.failures == 0 ? turn.now() : thread.first_failure;
  const auto failures = thread.failures + 1;
  const bool unreachable = failures >= 2 && turn.now() - first >= turn.policy().unreachable_after_ms;
  turn.emit(ReachabilityChanged{id, failures, first, unreachable}, "W7");
}

// T4: the template is marked, the next one is tried once; at most one message leaves.
void next_template(Turn& turn, const MessageId& id, const std::string& code) {
  const auto send = turn.state().sends.at(id);
  const auto& thread = turn.state().threads.at(send.thread);
  turn.emit(TemplateFailed{id, thread.connector, send.template_use.name, send.template_use.language, code}, "T4");
  if (send.withheld_until) turn.emit(WithheldEnded{id, "template_failed"}, "T4");
  const auto next = turn.state().sends.at(id).more_templates;
  use_template(turn, id, next);
}

void wait_for_answer(Turn& turn, const MessageId& id, std::int64_t lookups) {
  const auto& after = turn.policy().lookup_after_ms;
  const auto index = static_cast<std::size_t>(lookups);
  const auto since = turn.state().sends.at(id).attempted;
  if (index < after.size()) {
    turn.emit(ResultUnknown{id, lookups, std::max(since + after[index], turn.now())}, "W9");
    return;
  }
  turn.emit(ResultUnknown{id, lookups, {}}, "W9");
  const auto& send = turn.state().sends.at(id);
  raise_alarm(turn, "unknown_result:" + id.value,
              "nobody can tell whether " + id.value + " went out; its author decides", send.case_id, "W9");
}

std::optional<MessageId> reported_message(Turn& turn, const DeliveryReported& input) {
  if (find(turn.state().sends, input.message) != nullptr) return input.message;
  const auto* send = send_with_remote(turn.state(), input.remote_id.ref);
  return send == nullptr ? std::nullopt : std::optional(send->id);
}

}  // namespace

void ask_lookup(Turn& turn, const MessageId& id) {
  const auto& send = turn.state().sends.at(id);
  turn.emit(LookupAsked{id, turn.state().threads.at(send.thread).connector}, "W9");
}

void take_failure(Turn& turn, const SendFailed& failure) {
  const auto send = turn.state().sends.at(failure.message);
  const auto& id = failure.message;
  const auto again = turn.now() + failure.retry_after_ms;
  if (failure.retry == RetryClass::unknown) {
    turn.emit(GateDecided{id, GateDecision::hold, HoldReason::unknown_result, failure.why, {}, {}, {}}, "W9");
    wait_for_answer(turn, id, 0);
    return;
  }
  switch (failure.scope) {
    case FailureScope::window: {
      // W4: the host believes the channel, and the word takes the way of a closed window. What it says is about the time
      // of the attempt: a window the customer has opened since stays open, and one that is closed is not closed again.
      if (!send.template_use.name.empty()) break;
      const auto& thread = turn.state().threads.at(send.thread);
      if (thread.window_opened <= send.attempted && thread.window_ms > 0 && window_open(thread, turn.policy(), turn.now()))
        turn.emit(WindowCorrected{send.thread, turn.now()}, "W4");
      turn.emit(SendDeferred{id, failure.code, failure.scope, turn.now(), failure.why}, "W4");
      pass_gate(turn, id);
      return;
    }
    case FailureScope::pair:
      turn.emit(GateDecided{id, GateDecision::hold, HoldReason::pair_rate, failure.why, again, {}, {}}, "W3");
      turn.emit(SendDeferred{id, failure.code, failure.scope, again, failure.why}, "W3");
      return;
    case FailureScope::account:
      turn.emit(GateDecided{id, GateDecision::hold, HoldReason::account_restricted, failure.why, again, {}, {}}, "W3");
      turn.emit(SendDeferred{id, failure.code, failure.scope, again, failure.why}, "W3");
      // A throughput limit passes in seconds; only what lasts is for an admin.
      if (failure.retry_after_ms < kAccountAlarmAfter) return;
      raise_alarm(turn, "account:" + turn.state().threads.at(send.thread).connector.value,
                  "the channel refuses to send for this account: " + failure.code, send.case_id, "W3");
      return;
    case FailureScope::template_message: return next_template(turn, id, failure.code);
    case FailureScope::consent:
      turn.emit(ConsentChanged{send.thread, true, failure.code}, "W7");
      break;
    case FailureScope::recipient: note_unreachable(turn, send.thread); break;
    case FailureScope::message: break;
  }
  if (failure.retry == RetryClass::later) {
    turn.emit(SendDeferred{id, failure.code, failure.scope, again, failure.why}, "W3");
    return;
  }
  end_send(turn, id, SendState::failed, failure.code, failure.why, "W3");
}

void decide_on(Turn& turn, const SendAccepted& input) {
  const auto* send = find(turn.state().sends, input.message);
  if (send == nullptr || rank(send->state) >= rank(SendState::failed)) return;
  const bool confirmed = rank(send->state) >= rank(SendState::accepted);
  if (confirmed && (send->remote_id || !input.remote_id.ref)) return;  // I1: the second time nothing is new
  const auto thread = send->thread;
  const auto plan = send->plan;
  const auto case_id = send->case_id;
  const auto* of = find(turn.state().cases, case_id);
  const bool courtesy = send->purpose == SendPurpose::acknowledgement || send->purpose == SendPurpose::announcement;
  const bool update = of != nullptr && !courtesy && !confirmed;
  const auto dues = update ? counted_dues(turn.state(), *of, turn.policy()) : std::vector<UpdateDue>{};
  turn.emit(SendConfirmed{input.message, input.remote_id.ref, turn.now()}, "W3");
  if (update) word_heard(turn, case_id, dues);
  for (const auto& address : input.learned) {
    const auto& addresses = turn.state().addresses;
    const bool is_known = std::any_of(addresses.begin(), addresses.end(), [&](const auto& a) { return a.key == address.key; });
    if (!is_known && !address.key.empty()) turn.emit(AddressAdded{address.kind, address.key, address.value.ref}, "I2");
  }
  const auto* c = find(turn.state().cases, case_id);
  if (plan != 0 && c != nullptr && c->plan.number == plan && c->plan.open)
    turn.emit(PlanEnded{case_id, plan, "sent"}, "W6");
  wake_followers(turn, thread);
}

void decide_on(Turn& turn, const SendFailed& input) {
  const auto* send = find(turn.state().sends, input.message);
  if (send == nullptr || send->state != SendState::dispatched) return;
  take_failure(turn, input);
}

void decide_on(Turn& turn, const DeliveryReported& input) {
  const auto id = reported_message(turn, input);
  if (!id && turn.state().segment.empty()) return;  // of nobody we know: nothing to record it with
  if (!id) {
    turn.emit(NoticeRecorded{"report of an unknown message: " + std::string(word(input.status)), {}, input.occurred}, "I1");
    return;
  }
  const auto send = turn.state().sends.at(*id);
  if (input.status == ReportedStatus::failed) {
    // After delivered or read it changes nothing; after sent it wins.
    const bool not_out = send.state == SendState::held || send.state == SendState::queued;
    if (rank(send.state) >= rank(SendState::delivered) || not_out) return;
    if (send.state == SendState::unknown || send.state == SendState::dispatched)
      turn.emit(SendConfirmed{*id, input.remote_id.ref, turn.now()}, "W9");
    take_failure(turn, {*id, input.code, input.scope, input.retry == RetryClass::unknown ? RetryClass::never : input.retry,
                        kMinute, "the channel reported " + input.code});
    return;
  }
  if (rank(state_of(input.status)) <= rank(send.state)) return;
  const bool unconfirmed = rank(send.state) < rank(SendState::accepted);
  if (unconfirmed) decide_on(turn, SendAccepted{*id, input.remote_id, {}});
  turn.emit(SendReported{*id, input.status, input.occurred}, "W3");
  if (turn.state().threads.at(send.thread).failures > 0 && input.status != ReportedStatus::sent)
    turn.emit(ReachabilityChanged{send.thread, 0, {}, false}, "W7");
}

void decide_on(Turn& turn, const LookupAnswered& input) {
  const auto* send = find(turn.state().sends, input.message);
  if (send == nullptr || send->state != SendState::unknown) return;
  switch (input.result) {
    case LookupResult::sent: decide_on(turn, SendAccepted{input.message, input.remote_id, {}}); return;
    case LookupResult::absent:  // surely not there: again, under the same key
      turn.emit(SendDeferred{input.message, "absent", FailureScope::message, turn.now(), "the channel never had it"}, "W9");
      pass_gate(turn, input.message);
      return;
    case LookupResult::unknown: wait_for_answer(turn, input.message, send->lookups + 1); return;
  }
}

void decide_on(Turn& turn, const UnknownResultDecided& input) {
  const auto* send = find(turn.state().sends, input.message);
  if (send == nullptr) {
    turn.refuse({Refusal::Kind::not_found, "no message " + input.message.value, "see the messages of the case", {}, 0});
    return;
  }
  if (send->state != SendState::unknown) {
    turn.refuse({Refusal::Kind::invalid, "its result is known: " + std::string(word(send->state)), "nothing to decide", {}, 0});
    return;
  }
  const auto* c = find(turn.state().cases, send->case_id);
  const bool office = c != nullptr && speaks_for_owner(turn, *c, agent_named(input.by));
  if (input.by != send->author && !office) {
    turn.refuse({Refusal::Kind::not_allowed, "only " + send->author + " or the owner decides about " + input.message.value,
                 "ask " + send->author, send->author, 0});
    return;
  }
  if (!input.send_again) return end_send(turn, input.message, SendState::failed, "unknown_result", "its author let it go", "W9");
  turn.emit(SendDeferred{input.message, "author", FailureScope::message, turn.now(), "its author sends it again"}, "W9");
  pass_gate(turn, input.message);
}

}  // namespace baton::core
