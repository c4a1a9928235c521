// SPDX-License-Identifier: MIT
// gate.cpp - the one gate every word to the customer passes, at dispatch (W3): free, template, hold or refused, always
// with a reason its author sees. Nothing goes around it.
#include "host/core/answers.h"
#include "host/core/pair_rate.h"
#include "host/core/quiet.h"
#include "host/core/turn.h"
#include "host/core/window.h"

namespace baton::core {
namespace {

bool courtesy(const Send& send) {
  return send.purpose == SendPurpose::acknowledgement || send.purpose == SendPurpose::announcement ||
         send.purpose == SendPurpose::notice || send.purpose == SendPurpose::secure_path;
}

// W8: said by the clock or by the host, and not by a person now.
bool automatic(const Send& send) {
  return courtesy(send) || send.purpose == SendPurpose::plan || send.purpose == SendPurpose::bot_reply;
}

// Somebody's own words; the host's are those of configuration.
bool from_owner(const Send& send) { return send.author != "host" && !courtesy(send); }

// C3. The acknowledgement of a wait stays true as long as the wait does: whichever office looks for the person.
bool stale(const Hand& hand, const Send& send) {
  if (send.purpose == SendPurpose::acknowledgement) return std::holds_alternative<AgentOwner>(hand.owner);
  if (send.author == "host" && send.purpose == SendPurpose::plan) return false;
  return hand.epoch != send.epoch;
}

// Asked for by name and without words of its own: there is nothing that could be said freely.
bool template_only(const Send& send) { return !send.template_name.empty() && !send.text; }

Instant way_ends(const Turn& turn, const Send& send) { return send.queued + turn.policy().no_way_end_ms; }

void hold(Turn& turn, const MessageId& id, HoldReason reason, Instant until, std::string why, std::string_view rule) {
  turn.emit(GateDecided{id, GateDecision::hold, reason, std::move(why), until, {}, {}}, rule);
}

void attempt(Turn& turn, const MessageId& id) {
  const auto& send = turn.state().sends.at(id);
  const auto& thread = turn.state().threads.at(send.thread);
  turn.emit(SendAttempted{id, send.attempts + 1, thread.connector, thread.account}, "W3");
}

Millis order_span(const Policy& policy) {
  return policy.lookup_after_ms.empty() ? kMinute : policy.lookup_after_ms.back();
}

// W3 out_of_order ends with the word that is waited for. One whose fate nobody can tell is waited for until the last
// question about it is due (W9) and no longer: it must not keep the customer from hearing the next.
bool waits_for_unknown(const Policy& policy, const Send& send, Instant now) {
  return now < send.queued + order_span(policy);
}

// It goes when there is a way, in the morning, or when it is decided between answers; what people say meanwhile does
// not wait for it.
bool has_its_own_time(HoldReason hold) {
  return hold == HoldReason::no_way || hold == HoldReason::quiet_hours || hold == HoldReason::conflict;
}

// An earlier word of the same thread that is still on its way out; a later one must not overtake it. A word that is
// being tried again is on its way until the channel has it: beside it the later one would arrive first when it fails
// once more.
const Send* earlier_held(const CustomerState& state, const Send& send, bool with_unknown) {
  for (const auto& [id, other] : state.sends) {
    if (other.thread != send.thread || number_of(id.value) >= number_of(send.id.value)) continue;
    if (template_only(other)) continue;  // it has its own way and may wait for it
    const bool again = other.state == SendState::dispatched && other.attempts > 1 && other.template_use.name.empty();
    const bool waiting = other.state == SendState::queued || again ||
                         (other.state == SendState::held && !has_its_own_time(other.hold)) ||
                         (with_unknown && other.state == SendState::unknown);
    if (waiting) return &other;
  }
  return nullptr;
}

const Send* must_follow(const Turn& turn, const Send& send) {
  return earlier_held(turn.state(), send, waits_for_unknown(turn.policy(), send, turn.now()));
}

TemplateValue value_of(const Turn& turn, const Send& send, const std::string& placeholder, const std::string& source) {
  TemplateValue value;
  value.name = placeholder;
  if (source == "customer.name") {
    value.text = turn.state().name;
    if (!value.text) value.word = "-";
  } else if (source == "agent.name") {
    const auto agent = turn.policy().agents.find(agent_named(send.author));
    value.word = agent == turn.policy().agents.end() ? send.author : agent->second.name;
  } else if (source == "case") {
    value.word = send.case_id.value;
  } else {
    value.word = source;  // words of the configuration
  }
  return value;
}

TemplateUse fill(const Turn& turn, const Send& send, const UsableTemplate& chosen) {
  TemplateUse use{chosen.name, chosen.language, chosen.named, {}, chosen.quick_replies};
  const auto purpose = turn.policy().purposes.find(send.template_purpose);
  const std::map<std::string, std::string>* sources = nullptr;
  if (purpose != turn.policy().purposes.end()) {
    for (const auto& configured : purpose->second.templates)
      if (configured.name == chosen.name) sources = &configured.variables;
  }
  for (const auto& parameter : chosen.parameters) {
    const auto source = sources == nullptr ? std::map<std::string, std::string>::const_iterator{} : sources->find(parameter);
    const bool configured = sources != nullptr && source != sources->end();
    use.values.push_back(value_of(turn, send, parameter, configured ? source->second : "-"));
  }
  return use;
}

bool held_by_pair_rate(Turn& turn, const MessageId& id) {
  const auto& thread = turn.state().threads.at(turn.state().sends.at(id).thread);
  const auto connector = turn.policy().connectors.find(thread.connector);
  const auto rules = connector == turn.policy().connectors.end() ? ChannelRules{} : connector->second.channel;
  const auto free_at = pair_free_at(thread, rules, turn.now());
  if (free_at <= turn.now()) return false;
  hold(turn, id, HoldReason::pair_rate, free_at, "too many messages to this customer in a short time", "W3");
  return true;
}

bool held_by_night(Turn& turn, const MessageId& id) {
  const auto& send = turn.state().sends.at(id);
  const auto* c = find(turn.state().cases, send.case_id);
  if (!automatic(send) || c == nullptr || may_disturb(turn.state(), *c, turn.now())) return false;
  const auto until = quiet_until(zone_of(turn.state(), turn.policy()), turn.policy(), turn.now());
  if (!until) return false;
  const auto thread = send.thread;
  hold(turn, id, HoldReason::quiet_hours, until, "it is night where the customer is", "W8");
  wake_followers(turn, thread);
  return true;
}

void closed_window(Turn& turn, const MessageId& id) {
  const auto send = turn.state().sends.at(id);
  const auto& thread = turn.state().threads.at(send.thread);
  if (courtesy(send) || send.purpose == SendPurpose::bot_reply) {
    end_send(turn, id, SendState::refused, "window_closed",
             "the service window is closed, and a word of courtesy is not worth a template", "W3");
    return;
  }
  if (thread.opted_out) {
    end_send(turn, id, SendState::refused, "opted_out",
             "the customer has opted out: only answers inside a window the customer opened may be sent", "W7");
    return;
  }
  turn.emit(TemplatesAsked{id, send.template_purpose, send.template_name, thread.language, thread.connector}, "W5");
}

// O4: a word rests on answers; while they contradict each other it waits, and it is not said once they were overruled.
bool held_by_conflict(Turn& turn, const MessageId& id) {
  const auto send = turn.state().sends.at(id);
  if (cites_overruled(turn.state(), send.case_id, send.cites)) {
    end_send(turn, id, SendState::refused, "overruled", "another answer stands in place of the one it rests on", "O4");
    return true;
  }
  const auto why = contradicted(turn.state(), send.case_id, send.cites);
  if (why.empty()) return false;
  hold(turn, id, HoldReason::conflict, way_ends(turn, send), why + ": it waits until it is decided which one stands",
      "O4");
  wake_followers(turn, send.thread);
  return true;
}

// One text is offered once: it may be a draft already, or on its way again as itself since the customer's tap (W5).
bool offered_already(const CustomerState& state, const Send& send) {
  const auto same_text = [&](const auto& entry) { return entry.second.text.id == send.text.id; };
  const bool drafted = std::any_of(state.drafts.begin(), state.drafts.end(), same_text);
  return drafted || std::any_of(state.sends.begin(), state.sends.end(), [&](const auto& entry) {
           return same_text(entry) && number_of(entry.first.value) > number_of(send.id.value);
         });
}

}  // namespace

void draft_reply(Turn& turn, const Send& send, std::string_view why, std::string_view rule) {
  if (!send.text || !from_owner(send) || offered_already(turn.state(), send)) return;
  turn.emit(ReplyDrafted{send.case_id, turn.next_message(), send.author, send.text, std::string(why)}, rule);
}

void end_send(Turn& turn, const MessageId& id, SendState state, std::string_view code, std::string_view why,
              std::string_view rule) {
  const auto send = turn.state().sends.at(id);
  const bool never_left = send.attempts == 0;
  if (state == SendState::refused || never_left)
    turn.emit(GateDecided{id, GateDecision::refused, HoldReason::none, std::string(why), {}, {}, {}}, rule);
  if (send.withheld_until) turn.emit(WithheldEnded{id, "drafted"}, rule);
  turn.emit(SendEnded{id, state, std::string(code), std::string(why)}, rule);
  draft_reply(turn, send, why, rule);
  request_not_sent(turn, send);
  wake_followers(turn, send.thread);
  const auto* c = find(turn.state().cases, send.case_id);
  if (c != nullptr && c->provisional_on == id) reopen(turn, send.case_id, "its closing reply did not go out: " + std::string(why), "C11");
  if (c != nullptr && send.plan != 0 && c->plan.number == send.plan) {
    const auto thread = send.thread;
    turn.emit(PlanEnded{send.case_id, send.plan, "failed"}, "W6");
    turn.emit(PlanMissing{send.case_id, thread, std::string(why)}, "W6");
    raise_alarm(turn, "no_plan:" + send.case_id.value, "the planned update of " + send.case_id.value + " did not go out",
                send.case_id, "W6");
  }
}

void wake_followers(Turn& turn, const ThreadId& thread) {
  std::vector<MessageId> followers;
  for (const auto& [id, send] : turn.state().sends)
    if (send.thread == thread && send.state == SendState::held && send.hold == HoldReason::out_of_order) followers.push_back(id);
  std::sort(followers.begin(), followers.end(),
            [](const MessageId& a, const MessageId& b) { return number_of(a.value) < number_of(b.value); });
  for (const auto& id : followers) {
    const auto& send = turn.state().sends.at(id);
    const bool waits = send.state == SendState::held && send.hold == HoldReason::out_of_order;
    if (waits && must_follow(turn, send) == nullptr) pass_gate(turn, id);
  }
}

MessageId queue_send(Turn& turn, SendQueued queued, std::string_view rule) {
  queued.message = turn.next_message();
  const auto id = queued.message;
  turn.emit(std::move(queued), rule);
  pass_gate(turn, id);
  return id;
}

void pass_gate(Turn& turn, const MessageId& id) {
  const auto send = turn.state().sends.at(id);
  const auto* c = find(turn.state().cases, send.case_id);
  const auto& thread = turn.state().threads.at(send.thread);
  const auto& policy = turn.policy();
  // An account that is refused (a token that expired) is no fault of the word: its queue is kept until the hold's own end.
  const bool account = send.hold == HoldReason::account_restricted;
  if (account && turn.now() >= way_ends(turn, send)) {
    const auto state = send.attempts == 0 ? SendState::refused : SendState::failed;
    return end_send(turn, id, state, "account_restricted", "the channel still restricts this account", "W3");
  }
  if (send.attempts - send.excused >= policy.send_attempts_max) {
    const auto why = "given up after " + std::to_string(send.attempts) + " attempts";
    return end_send(turn, id, SendState::failed, send.code, why, "W3");
  }
  if (c != nullptr && stale(turn.hand_of(*c), send)) {
    end_send(turn, id, SendState::refused, "stale_epoch", "the owner changed before it could be sent", "C3");
    return;
  }
  if (send.text && from_owner(send) && offered_already(turn.state(), send)) {
    // W5, O2: its words are a draft that the owner may relay, or were said again since; they are not said twice.
    const auto state = send.attempts == 0 ? SendState::refused : SendState::failed;
    return end_send(turn, id, state, "offered", "its words were offered as a draft, or said again", "W5");
  }
  if (held_by_conflict(turn, id)) return;
  if (thread.unreachable) {
    if (courtesy(send)) return end_send(turn, id, SendState::refused, "unreachable", "the customer cannot be reached", "W7");
    hold(turn, id, HoldReason::no_way, way_ends(turn, send), "the customer cannot be reached on this thread", "W7");
    return wake_followers(turn, send.thread);
  }
  if (held_by_night(turn, id)) return;
  if (!window_open(thread, policy, turn.now()) || template_only(send)) return closed_window(turn, id);
  if (must_follow(turn, send) != nullptr) {
    const auto first_look = send.queued + order_span(policy);
    const auto look_again = turn.now() < first_look ? first_look : turn.now() + order_span(policy);
    hold(turn, id, HoldReason::out_of_order, look_again, "an earlier word of this thread is still waiting", "W3");
    return;
  }
  if (held_by_pair_rate(turn, id)) return;
  if (send.withheld_until) turn.emit(WithheldEnded{id, "released"}, "W5");  // it is said as itself after all
  turn.emit(GateDecided{id, GateDecision::free, HoldReason::none, "the service window is open", {}, {}, {}}, "W3");
  attempt(turn, id);
  wake_followers(turn, send.thread);
}

void decide_on(Turn& turn, const TemplatesFound& input) {
  const auto* found = find(turn.state().sends, input.message);
  if (found == nullptr || !found->asked_templates) return;
  if (found->state != SendState::queued && found->state != SendState::held) return;  // settled meanwhile: nothing twice
  const auto send = *found;
  const auto& thread = turn.state().threads.at(send.thread);
  const auto* c = find(turn.state().cases, send.case_id);
  const bool owner_changed = c != nullptr && stale(turn.hand_of(*c), send);
  const bool opened = window_open(thread, turn.policy(), turn.now()) && !template_only(send);
  if (opened || owner_changed || thread.unreachable) return pass_gate(turn, send.id);  // it is another case now
  if (thread.opted_out) return closed_window(turn, send.id);
  if (held_by_pair_rate(turn, send.id)) return;
  if (input.account_restricted) {
    if (turn.now() >= way_ends(turn, send))
      return end_send(turn, send.id, SendState::refused, "account_restricted", "the channel still restricts this account", "W3");
    hold(turn, send.id, HoldReason::account_restricted, turn.now() + kHour, "the channel restricts this account", "W3");
    return;
  }
  use_template(turn, send.id, input.usable);
}

void use_template(Turn& turn, const MessageId& id, const std::vector<UsableTemplate>& usable) {
  if (held_by_night(turn, id)) return;  // the answer came late, or the template before it failed at night
  const auto send = turn.state().sends.at(id);
  const auto& thread = turn.state().threads.at(send.thread);
  if (!usable.empty()) {
    const auto& chosen = usable.front();
    std::vector<UsableTemplate> more(usable.begin() + 1, usable.end());
    turn.emit(GateDecided{send.id, GateDecision::template_message, HoldReason::none,
                          "the service window is closed: template " + chosen.name, {}, fill(turn, send, chosen),
                          std::move(more)},
              "W5");
    if (send.text && from_owner(send)) turn.emit(ReplyWithheld{send.id, turn.now() + turn.policy().withheld_ms}, "W5");
    attempt(turn, send.id);
    return wake_followers(turn, send.thread);
  }
  const bool first_time = send.hold != HoldReason::no_way;
  hold(turn, send.id, HoldReason::no_way, way_ends(turn, send),
       "the service window is closed and no template of purpose " + send.template_purpose + " is usable", "W5");
  turn.emit(SendDeferred{send.id, "no_way", FailureScope::message, turn.now() + turn.policy().no_way_again_ms, {}}, "W5");
  wake_followers(turn, send.thread);
  if (first_time)
    raise_alarm(turn, "no_template:" + send.template_purpose + ":" + thread.connector.value,
                "no usable template of purpose " + send.template_purpose + " on " + thread.connector.value, send.case_id, "T3");
}

}  // namespace baton::core
