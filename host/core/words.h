// SPDX-License-Identifier: MIT
// words.h - the closed sets of the operating model. Each has a text form that the API, the history and the
// configuration share; zero is never a meaning by accident.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace baton::core {

enum class CaseStatus { automated = 1, open, escalated, waiting_customer, resolved, closed };
enum class Priority { immediate = 1, high, medium, low };
enum class Topology { gate = 1, overlay };
enum class ResolvedAs { solved = 1, spam, test };  // M: spam and tests are counted apart
enum class MessageKind {
  text = 1, image, video, audio, document, sticker, location, contacts, button, list_choice, form, order, welcome,
  unsupported, reaction, call
};
enum class AddressKind { phone = 1, user_id, parent_id, email, external_id, username };
enum class GateDecision { free = 1, template_message, hold, other_channel, refused };
enum class HoldReason {
  none = 1, quiet_hours, pair_rate, account_restricted, unknown_result, second_approval, recipient, conflict,
  out_of_order, no_way
};
enum class SendState { queued = 1, held, dispatched, accepted, sent, delivered, read, failed, refused, unknown, withheld };
enum class SendPurpose { reply = 1, bot_reply, acknowledgement, announcement, plan, resolution, notice, secure_path };
enum class RequestKind { evidence = 1, approval, internal };  // internal: decided among ourselves (J4)
enum class ReportedStatus { sent = 1, delivered, read, played, failed };
enum class FailureScope { message = 1, pair, account, window, template_message, consent, recipient };
enum class RetryClass { never = 1, later, unknown };
enum class WorkState { open = 1, offered, claimed, answered, done, cancelled };
enum class ItemKind { work = 1, conversation };
enum class StepsState { unknown = 1, none, listed };
enum class AgentRole { agent = 1, lead, bot };
enum class LookupResult { unknown = 1, sent, absent };
enum class CallOutcome { ringing = 1, answered, completed, missed, rejected, failed };
enum class PlanKind { check_in = 1, template_message };
enum class Way { stay = 1, call, email, form };  // where data and intents belong (H13)
enum class RuleMode { observe = 1, suggest, enforce };  // how an automated rule runs in a lane (G14)
enum class WaitsFor { nobody = 1, customer, third_party };
enum class DueClock { first = 1, next, progress, promise, plan, window };  // what an update is due by (G12)
// What a signal of triage says; `lane` is the usual one, the others colour the decision (R1, R7, H3) or name data that
// does not belong in a chat (I4, I5).
enum class SignalMeans {
  lane = 1, impact_many, impact_all, workaround, no_workaround, mission_critical, tone, threat, unclear, sensitive,
  asks_sensitive
};
enum class HandoffReason {
  misroute_lane = 1, misroute_language, duplicate, new_information, next_step, capacity, absence, authority,
  customer_request, other
};

// The text form of a closed set; specialised below for every enum above.
template <class Enum>
struct Words;

template <class Enum>
constexpr std::string_view word(Enum value) {
  for (const auto& [known, text] : Words<Enum>::all)
    if (known == value) return text;
  return "unknown";
}

template <class Enum>
constexpr std::optional<Enum> from_word(std::string_view text) {
  for (const auto& [known, name] : Words<Enum>::all)
    if (name == text) return known;
  return std::nullopt;
}

#define BATON_WORDS(Enum, ...)                                                 \
  template <>                                                                  \
  struct Words<Enum> {                                                         \
    using enum Enum;                                                           \
    static constexpr auto all = std::to_array<std::pair<Enum, std::string_view>>({__VA_ARGS__}); \
  }

BATON_WORDS(CaseStatus, {automated, "automated"}, {open, "open"}, {escalated, "escalated"},
            {waiting_customer, "waiting_customer"}, {resolved, "resolved"}, {closed, "closed"});
BATON_WORDS(Priority, {immediate, "immediate"}, {high, "high"}, {medium, "medium"}, {low, "low"});
BATON_WORDS(Topology, {gate, "gate"}, {overlay, "overlay"});
BATON_WORDS(ResolvedAs, {solved, "solved"}, {spam, "spam"}, {test, "test"});
BATON_WORDS(MessageKind, {text, "text"}, {image, "image"}, {video, "video"}, {audio, "audio"},
            {document, "document"}, {sticker, "sticker"}, {location, "location"}, {contacts, "contacts"},
            {button, "button"}, {list_choice, "list_choice"}, {form, "form"}, {order, "order"},
            {welcome, "welcome"}, {unsupported, "unsupported"}, {reaction, "reaction"}, {call, "call"});
BATON_WORDS(AddressKind, {phone, "phone"}, {user_id, "user_id"}, {parent_id, "parent_id"}, {email, "email"},
            {external_id, "external_id"}, {username, "username"});
BATON_WORDS(GateDecision, {free, "free"}, {template_message, "template"}, {hold, "hold"},
            {other_channel, "other_channel"}, {refused, "refused"});
BATON_WORDS(HoldReason, {none, "none"}, {quiet_hours, "quiet_hours"}, {pair_rate, "pair_rate"},
            {account_restricted, "account_restricted"}, {unknown_result, "unknown_result"},
            {second_approval, "second_approval"}, {recipient, "recipient"}, {conflict, "conflict"},
            {out_of_order, "out_of_order"}, {no_way, "no_way"});
BATON_WORDS(SendState, {queued, "queued"}, {held, "held"}, {dispatched, "dispatched"}, {accepted, "accepted"},
            {sent, "sent"}, {delivered, "delivered"}, {read, "read"}, {failed, "failed"}, {refused, "refused"},
            {unknown, "unknown"}, {withheld, "withheld"});
BATON_WORDS(SendPurpose, {reply, "reply"}, {bot_reply, "bot_reply"}, {acknowledgement, "acknowledgement"},
            {announcement, "announcement"}, {plan, "plan"}, {resolution, "resolution"}, {notice, "notice"},
            {secure_path, "secure_path"});
BATON_WORDS(RequestKind, {evidence, "evidence"}, {approval, "approval"}, {internal, "internal"});
BATON_WORDS(RuleMode, {observe, "observe"}, {suggest, "suggest"}, {enforce, "enforce"});
BATON_WORDS(ReportedStatus, {sent, "sent"}, {delivered, "delivered"}, {read, "read"}, {played, "played"},
            {failed, "failed"});
BATON_WORDS(FailureScope, {message, "message"}, {pair, "pair"}, {account, "account"}, {window, "window"},
            {template_message, "template"}, {consent, "consent"}, {recipient, "recipient"});
BATON_WORDS(RetryClass, {never, "never"}, {later, "later"}, {unknown, "unknown"});
BATON_WORDS(WorkState, {open, "open"}, {offered, "offered"}, {claimed, "claimed"}, {answered, "answered"},
            {done, "done"}, {cancelled, "cancelled"});
BATON_WORDS(ItemKind, {work, "work"}, {conversation, "conversation"});
BATON_WORDS(StepsState, {unknown, "unknown"}, {none, "none"}, {listed, "listed"});
BATON_WORDS(AgentRole, {agent, "agent"}, {lead, "lead"}, {bot, "bot"});
BATON_WORDS(LookupResult, {unknown, "unknown"}, {sent, "sent"}, {absent, "absent"});
BATON_WORDS(CallOutcome, {ringing, "ringing"}, {answered, "answered"}, {completed, "completed"}, {missed, "missed"},
            {rejected, "rejected"}, {failed, "failed"});
BATON_WORDS(PlanKind, {check_in, "check_in"}, {template_message, "template"});
BATON_WORDS(WaitsFor, {nobody, "nobody"}, {customer, "customer"}, {third_party, "third_party"});
BATON_WORDS(Way, {stay, "stay"}, {call, "call"}, {email, "email"}, {form, "form"});
BATON_WORDS(DueClock, {first, "first"}, {next, "next"}, {progress, "progress"}, {promise, "promise"}, {plan, "plan"},
            {window, "window"});
BATON_WORDS(SignalMeans, {lane, "lane"}, {impact_many, "impact_many"}, {impact_all, "impact_all"},
            {workaround, "workaround"}, {no_workaround, "no_workaround"}, {mission_critical, "mission_critical"},
            {tone, "tone"}, {threat, "threat"}, {unclear, "unclear"}, {sensitive, "sensitive"},
            {asks_sensitive, "asks_sensitive"});
BATON_WORDS(HandoffReason, {misroute_lane, "misroute_lane"}, {misroute_language, "misroute_language"},
            {duplicate, "duplicate"}, {new_information, "new_information"}, {next_step, "next_step"},
            {capacity, "capacity"}, {absence, "absence"}, {authority, "authority"},
            {customer_request, "customer_request"}, {other, "other"});

}  // namespace baton::core
