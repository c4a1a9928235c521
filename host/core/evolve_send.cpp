// SPDX-License-Identifier: MIT
// evolve_send.cpp - what facts about words to the customer add up to.
#include "host/core/evolve_parts.h"
#include "host/core/pair_rate.h"
#include "host/core/send_rank.h"

namespace baton::core::parts {
namespace {

Entry::What author_kind(const SendQueued& fact) {
  if (fact.author.starts_with("bot:")) return Entry::What::bot;
  return fact.author == "host" ? Entry::What::host : Entry::What::agent;
}

void settle_provisional(CustomerState& state, const Send& send) {
  auto* c = find(state.cases, send.case_id);
  if (c != nullptr && c->provisional_on == send.id) c->provisional_on = {};  // C11: it stands
}

}  // namespace

void apply(CustomerState& state, const SendQueued& fact, Instant at) {
  Send send;
  send.id = fact.message;
  send.case_id = fact.case_id;
  send.thread = fact.thread;
  send.epoch = fact.epoch;
  send.author = fact.author;
  send.person = fact.person;
  send.purpose = fact.purpose;
  send.template_purpose = fact.template_purpose;
  send.template_name = fact.template_name;
  send.text = fact.text;
  send.canned = fact.canned;
  send.suffix = fact.suffix;
  send.lane = fact.lane;
  send.cites = fact.cites;
  send.plan = fact.plan;
  send.when = fact.when;
  send.request = fact.request;
  send.buttons = fact.buttons;
  send.asks_to_call = fact.asks_to_call;
  send.queued = at;
  state.counted_messages = std::max(state.counted_messages, number_of(fact.message.value));
  if (auto* c = find(state.cases, fact.case_id)) {
    auto& entry = add_entry(*c, author_kind(fact), at);
    entry.author = fact.author;
    entry.message = fact.message;
    entry.text = fact.text;
    entry.canned = fact.canned;
    if (auto* hand = find(state.hands, c->hand)) {
      if (fact.purpose == SendPurpose::acknowledgement) hand->acknowledged = true;
      if (fact.purpose == SendPurpose::announcement) hand->visible_party = "lane:" + fact.lane.value;
    }
  }
  if (!fact.relays.empty()) state.drafts.erase(fact.relays);
  state.sends.emplace(fact.message, std::move(send));
}

void apply(CustomerState&, const GlassBroken&, Instant) {}

void apply(CustomerState& state, const ReplyDrafted& fact, Instant at) {
  state.counted_messages = std::max(state.counted_messages, number_of(fact.message.value));
  if (fact.note) {
    auto* c = find(state.cases, fact.case_id);
    if (c == nullptr) return;
    auto& entry = add_entry(*c, Entry::What::note, at);
    entry.author = fact.author;
    entry.text = fact.text;
    entry.lane = fact.lane;
    return;
  }
  state.drafts[fact.message] = {fact.message, fact.case_id, fact.author, fact.text, fact.why, at, fact.canned};
}

void apply(CustomerState& state, const TemplatesAsked& fact, Instant) {
  auto* send = find(state.sends, fact.message);
  if (send == nullptr) return;
  send->asked_templates = true;
  send->again_at = {};
  if (send->hold != HoldReason::no_way) send->hold_until = {};
}

void apply(CustomerState& state, const GateDecided& fact, Instant) {
  auto* send = find(state.sends, fact.message);
  if (send == nullptr) return;
  send->decision = fact.decision;
  send->hold = fact.hold;
  send->why = fact.why;
  send->hold_until = fact.until;
  send->asked_templates = false;
  send->again_at = {};
  if (fact.decision == GateDecision::template_message) {
    send->template_use = fact.template_use;
    send->more_templates = fact.more;
  }
  if (fact.decision == GateDecision::free) {
    send->template_use = {};
    send->more_templates.clear();
  }
  if (fact.decision == GateDecision::hold) send->state = SendState::held;
}

void apply(CustomerState& state, const SendAttempted& fact, Instant at) {
  auto* send = find(state.sends, fact.message);
  if (send == nullptr) return;
  send->state = SendState::dispatched;
  send->attempts = fact.attempt;
  send->attempted = at;
  send->again_at = {};
  send->ask_at = {};
  if (auto* thread = find(state.threads, send->thread)) count_pair(*thread, at);
}

void apply(CustomerState& state, const SendConfirmed& fact, Instant) {
  auto* send = find(state.sends, fact.message);
  if (send == nullptr) return;
  if (rank(send->state) < rank(SendState::accepted)) send->state = SendState::accepted;
  if (fact.remote_id) send->remote_id = fact.remote_id;
  send->confirmed = fact.at;
  send->ask_at = {};
  send->hold_until = {};
  send->hold = HoldReason::none;
}

void apply(CustomerState& state, const SendReported& fact, Instant) {
  auto* send = find(state.sends, fact.message);
  if (send == nullptr) return;
  const auto reported = state_of(fact.status);
  if (rank(reported) > rank(send->state)) send->state = reported;
  if (rank(send->state) >= rank(SendState::delivered)) settle_provisional(state, *send);
}

void apply(CustomerState& state, const SendDeferred& fact, Instant) {
  auto* send = find(state.sends, fact.message);
  if (send == nullptr) return;
  send->state = SendState::held;
  send->code = fact.code;
  send->again_at = fact.again_at;
  send->ask_at = {};
  if (fact.scope == FailureScope::account) ++send->excused;
  auto* thread = find(state.threads, send->thread);
  if (thread != nullptr && fact.scope == FailureScope::pair) thread->pair_blocked_until = fact.again_at;
}

void apply(CustomerState& state, const SendEnded& fact, Instant) {
  auto* send = find(state.sends, fact.message);
  if (send == nullptr) return;
  send->state = fact.state;
  send->code = fact.code;
  if (!fact.why.empty()) send->why = fact.why;
  send->hold = HoldReason::none;
  send->hold_until = {};
  send->again_at = {};
  send->ask_at = {};
}

void apply(CustomerState& state, const ResultUnknown& fact, Instant) {
  auto* send = find(state.sends, fact.message);
  if (send == nullptr) return;
  send->state = SendState::unknown;
  send->lookups = fact.lookups;
  send->ask_at = fact.ask_at;
}

void apply(CustomerState& state, const LookupAsked& fact, Instant) {
  if (auto* send = find(state.sends, fact.message)) send->ask_at = {};
}

void apply(CustomerState& state, const TemplateFailed& fact, Instant) {
  auto* send = find(state.sends, fact.message);
  if (send == nullptr) return;
  std::erase_if(send->more_templates, [&](const UsableTemplate& t) { return t.name == fact.name && t.language == fact.language; });
  send->template_use = {};
  send->state = SendState::queued;  // T4: it did not go out with this one and looks for its way again
}

void apply(CustomerState& state, const ReplyWithheld& fact, Instant) {
  if (auto* send = find(state.sends, fact.message)) send->withheld_until = fact.until;
}

void apply(CustomerState& state, const WithheldEnded& fact, Instant) {
  if (auto* send = find(state.sends, fact.message)) send->withheld_until = {};
}

}  // namespace baton::core::parts
