// SPDX-License-Identifier: MIT
// inputs.h - everything that can happen to a customer's cases, in the past tense: what channels bring, what people and
// bots do over the API, what plugins and the outbox answer, and that time has passed. `decide` turns each into facts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "host/core/content.h"
#include "host/core/ids.h"
#include "host/core/inputs_channel.h"
#include "host/core/inputs_moments.h"
#include "host/core/one_of.h"
#include "host/core/owner.h"
#include "host/core/time.h"
#include "host/core/template_choice.h"
#include "host/core/words.h"

namespace baton::core {
// --- from people and bots ----------------------------------------------------------------------------------------

struct ReplyWritten {
  CaseId case_id;
  ThreadId thread;  // empty: the newest of the case
  std::uint64_t epoch = 0;
  AgentId agent;    // the person who wrote it, also when they write for an office
  Content text;
  std::string purpose;        // a purpose of T2; empty: the configured one
  std::string template_name;  // asked for by name; empty: free text
  std::vector<std::string> cites{};
  std::int64_t masked = 0;  // sensitive items that were in the text (I5)
  MessageId draft{};        // O2: relays this draft with one click; `text` absent = as it stands
  Content break_glass{};    // G4: why somebody without the skill must answer, where nobody else is there
  std::vector<AgentId> skilled_present{};  // who holds the lane's skill and was present at that moment
  bool owner_absent = false;               // the conversation owner was not present at that moment
  std::vector<std::string> classes{};      // of the sensitive items (H13)
  std::vector<std::int64_t> asked_again{};  // details of the brief, from 1, that it asks the customer for (B5)
  BATON_RECORD("ReplyWritten", 1, case_id, thread, epoch, agent, text, purpose, template_name, cites, masked, draft,
               break_glass, skilled_present, owner_absent, classes, asked_again)
};

struct BotReplied {
  CaseId case_id;
  ThreadId thread;
  std::uint64_t epoch = 0;
  BotId bot;
  Content text;
  std::optional<std::int64_t> confidence_permille;
  bool fallback = false;
  std::string intent;
  std::int64_t masked = 0;  // sensitive items that were in the text (I5)
  std::vector<std::string> classes{};  // of them (H13)
  BATON_RECORD("BotReplied", 1, case_id, thread, epoch, bot, text, confidence_permille, fallback, intent, masked,
               classes)
};

struct NoteWritten {
  CaseId case_id;
  std::string author;
  Content text;
  AgentId agent{};  // the person who wrote it, also where a program did it for them
  LaneId lane{};    // whose note it is; empty: of the lane its author works in (R3)
  BATON_RECORD("NoteWritten", 1, case_id, author, text, agent, lane)
};

struct HandoffAsked {
  CaseId case_id;
  std::uint64_t epoch = 0;
  std::string by;  // "agent:ID", "bot:ID"
  LaneId lane;     // one of lane, agent, desk, bot
  AgentId agent;
  bool desk = false;
  BotId bot;       // given back explicitly (H14)
  std::string model;
  std::string reason;   // a word of R9
  Content reason_text;  // in the asker's own words
  Content question;
  BATON_RECORD("HandoffAsked", 1, case_id, epoch, by, lane, agent, desk, bot, model, reason, reason_text, question)
};

struct AssignAsked {
  CaseId case_id;
  std::uint64_t epoch = 0;
  std::string by;
  AgentId agent;
  std::string reason;
  BATON_RECORD("AssignAsked", 1, case_id, epoch, by, agent, reason)
};

struct ResolveAsked {
  CaseId case_id;
  std::uint64_t epoch = 0;
  std::string by;
  Content reply;  // absent: resolved without a word
  std::vector<std::string> cites{};  // the answers it rests on (O4)
  std::vector<std::string> classes{};  // of sensitive items in its words (I5)
  Content wrong{};                   // J6: the parts of `reply`: what was wrong, what changed, what comes next
  Content changed{};
  Content next{};
  ResolvedAs as = ResolvedAs::solved;
  BATON_RECORD("ResolveAsked", 1, case_id, epoch, by, reply, cites, classes, wrong, changed, next, as)
};

struct ReopenAsked {
  CaseId case_id;
  std::string by;
  BATON_RECORD("ReopenAsked", 1, case_id, by)
};

struct WaitAsked {  // the owner says the customer has the next word (C6)
  CaseId case_id;
  std::uint64_t epoch = 0;
  std::string by;
  Instant until;
  BATON_RECORD("WaitAsked", 1, case_id, epoch, by, until)
};

struct WorkActed {
  enum class Act { claim = 1, accept, decline, release, done };
  WorkId item;
  Act act = Act::claim;
  AgentId agent;
  std::string reason;
  Instant finish{};  // claim, accept: when its owner expects to be done (H7); 0 = not said
  BATON_RECORD("WorkActed", 1, item, act, agent, reason, finish)
};

struct WorkAnswered {
  WorkId item;
  AgentId agent;
  Content text;
  bool final = false;
  std::string verdict{};                  // in a word ("yes", "refund"): what answers to one question are compared by
  std::vector<std::string> contradicts{};  // answers of the case this one cannot stand beside (O4)
  BATON_RECORD("WorkAnswered", 1, item, agent, text, final, verdict, contradicts)
};

struct AnswersDecided {  // O4: of answers that contradict each other, this one stands
  CaseId case_id;
  std::string by;
  std::string answer;
  Content reason;
  BATON_RECORD("AnswersDecided", 1, case_id, by, answer, reason)
};

struct PlanAsked {
  CaseId case_id;
  std::uint64_t epoch = 0;
  std::string by;
  Instant at;
  std::string purpose;
  Content text;
  std::vector<std::string> classes{};  // of sensitive items in its words (I5)
  BATON_RECORD("PlanAsked", 1, case_id, epoch, by, at, purpose, text, classes)
};

struct PromiseAsked {  // G13: the customer was told when they hear next
  CaseId case_id;
  std::uint64_t epoch = 0;
  std::string by;
  Instant due;
  Content text;  // what was promised
  BATON_RECORD("PromiseAsked", 1, case_id, epoch, by, due, text)
};

struct WorkWaitAsked {  // C6: the work cannot go on until somebody else has acted
  WorkId item;
  AgentId agent;
  WaitsFor on = WaitsFor::nobody;  // nobody: it goes on
  Instant next_check;              // when somebody looks again; always there for a third party
  Content reason;
  Instant finish{};                // when the work is expected to be done (H7); 0 = not said
  BATON_RECORD("WorkWaitAsked", 1, item, agent, on, next_check, reason, finish)
};

struct OwnerLeft {  // O7: shift end, away, or gone for good
  AgentId agent;
  Instant back;  // the next shift; 0 = an absence without end
  BATON_RECORD("OwnerLeft", 1, agent, back)
};

struct OwnerReturned {
  AgentId agent;
  BATON_RECORD("OwnerReturned", 1, agent)
};

struct EvidenceAsked {  // J2: the customer is asked for something; what arrives is tied to it
  CaseId case_id;
  std::uint64_t epoch = 0;
  std::string by;
  Content text;
  Instant expires;
  WorkId work;  // the work item that needs it, if one does
  std::vector<std::string> classes{};  // of sensitive items in its words (I5)
  std::vector<std::int64_t> asked_again{};  // as of a reply (B5)
  BATON_RECORD("EvidenceAsked", 1, case_id, epoch, by, text, expires, work, classes, asked_again)
};

struct ApprovalAsked {  // J4: the customer is asked to decide, by buttons
  CaseId case_id;
  std::uint64_t epoch = 0;
  std::string by;
  Content question;
  std::vector<Content> options;
  bool tap_only = false;  // money, consent, identity: never inferred from words
  Instant expires;
  WorkId work;
  std::vector<std::string> classes{};  // of sensitive items in its words (I5)
  BATON_RECORD("ApprovalAsked", 1, case_id, epoch, by, question, options, tap_only, expires, work, classes)
};

struct MergeAsked {  // C8: one issue, two cases: `other` becomes part of this one
  CaseId case_id;
  std::uint64_t epoch = 0;
  CaseId other;
  std::string by;
  BATON_RECORD("MergeAsked", 1, case_id, epoch, other, by)
};

struct SplitAsked {  // C8: these words and items are another issue
  CaseId case_id;
  std::uint64_t epoch = 0;
  std::string by;
  std::vector<MessageId> messages;
  std::vector<WorkId> work;
  ThreadId thread;  // goes with it; empty: both stand on the same threads
  BATON_RECORD("SplitAsked", 1, case_id, epoch, by, messages, work, thread)
};

struct LinkAsked {  // C8: noted beside each other, nothing moves
  CaseId case_id;
  CaseId other;
  std::string kind;  // "related", "duplicate", "same_person"
  std::string by;
  BATON_RECORD("LinkAsked", 1, case_id, other, kind, by)
};

struct UndoAsked {  // C8: a merge, split or link of the case, by its number; I3: that a message joined it
  CaseId case_id;
  std::int64_t act = 0;
  std::string by;
  MessageId message{};  // instead of an act
  BATON_RECORD("UndoAsked", 1, case_id, act, by, message)
};

struct UnknownResultDecided {  // the author settles what the channel could not tell (W9)
  MessageId message;
  std::string by;
  bool send_again = false;
  BATON_RECORD("UnknownResultDecided", 1, message, by, send_again)
};

struct SignalReported {  // I7, H13: a program told something about the customer; words of closed sets, no content
  std::string kind;     // "tier_changed", "at_risk", "secure_path", or a configured behaviour
  std::string value;    // the tier; "true" or "false"; "passed" or "failed"
  std::string level;    // secure_path: how sure the page is
  MessageId message;    // secure_path: the word that pointed the customer there
  Instant occurred;
  std::string by;
  BATON_RECORD("SignalReported", 1, kind, value, level, message, occurred, by)
};

struct QuarantineAsked {  // I4: somebody wants to see what is withheld
  CaseId case_id;
  MessageId message;  // empty: the list
  std::int64_t index = 0;
  AgentId agent;      // empty: a program for nobody
  std::string by;
  BATON_RECORD("QuarantineAsked", 1, case_id, message, index, agent, by)
};

struct ErasureAsked {  // this customer's data is to be forgotten (C7)
  std::string by;
  BATON_RECORD("ErasureAsked", 1, by)
};

// --- from plugins, other streams and the outbox -------------------------------------------------------------------

struct ProposedWork {
  LaneId lane;
  AgentId agent;
  std::int64_t work_type = 0;
  Content question;
  BATON_FIELDS(lane, agent, work_type, question)
};

struct OwnershipProposed {
  CaseId case_id;
  std::uint64_t ask = 0;
  std::uint64_t revision = 0;
  std::string plugin;
  std::string plugin_version;
  std::string action;  // "keep", "lane", "agent", "desk"
  LaneId lane;
  AgentId agent;
  std::string model;
  Content reason;
  std::vector<ProposedWork> work;
  std::int64_t waiting = 0;  // items that waited in the wanted lane at that moment (desk.mark)
  BATON_RECORD("OwnershipProposed", 1, case_id, ask, revision, plugin, plugin_version, action, lane, agent, model,
               reason, work, waiting)
};

struct OwnershipFailed {
  CaseId case_id;
  std::uint64_t ask = 0;
  std::string plugin;
  std::string why;
  std::int64_t waiting = 0;
  BATON_RECORD("OwnershipFailed", 1, case_id, ask, plugin, why, waiting)
};

struct BriefItemMade {
  Content label;
  Content value;
  std::int64_t source = 0;   // entry of the conversation; 0 = source_name
  std::string source_name;
  BATON_FIELDS(label, value, source, source_name)
};

struct BriefMade {
  CaseId case_id;
  std::uint64_t ask = 0;
  std::uint64_t revision = 0;
  std::string plugin;
  std::string plugin_version;
  StepsState steps_state = StepsState::unknown;
  Content intent;
  std::int64_t intent_source = 0;
  std::string segment;
  Content status;
  Content reason;
  Content next_action;
  Content decision_needed;
  std::vector<BriefItemMade> details;
  std::vector<BriefItemMade> steps;
  std::vector<BriefItemMade> evidence;
  std::int64_t withheld = 0;
  BATON_RECORD("BriefMade", 1, case_id, ask, revision, plugin, plugin_version, steps_state, intent, intent_source,
               segment, status, reason, next_action, decision_needed, details, steps, evidence, withheld)
};

struct BriefFailed {
  CaseId case_id;
  std::uint64_t ask = 0;
  std::string plugin;
  std::string why;
  BATON_RECORD("BriefFailed", 1, case_id, ask, plugin, why)
};

// What a classifier says of a message, in words of closed sets; `judge_labels` has seen to that.
struct Label {
  std::string scheme;  // "intent": value names a signal; "language": a language
  std::string value;
  std::int64_t confidence_permille = 0;
  BATON_FIELDS(scheme, value, confidence_permille)
};

struct LabelsGiven {
  CaseId case_id;
  std::uint64_t ask = 0;
  std::string plugin;
  std::string plugin_version;
  std::vector<Label> labels;
  std::string fault;  // why nothing of the answer is taken (O6); empty: nothing is wrong with it
  BATON_RECORD("LabelsGiven", 1, case_id, ask, plugin, plugin_version, labels, fault)
};

struct LabelsFailed {
  CaseId case_id;
  std::uint64_t ask = 0;
  std::string plugin;
  std::string why;
  BATON_RECORD("LabelsFailed", 1, case_id, ask, plugin, why)
};

struct Candidate {
  AgentId agent;
  std::vector<LaneId> lanes;
  std::int64_t load_milliunits = 0;
  std::int64_t capacity_milliunits = 0;
  Instant idle_since;
  BATON_FIELDS(agent, lanes, load_milliunits, capacity_milliunits, idle_since)
};

// Whom the item may be offered to, across all customers (dispatch.h): present, with the room they had at that moment.
// An earlier host named everybody it could be offered to, one after the other.
struct CandidatesFound {
  WorkId item;
  std::vector<Candidate> candidates;
  std::int64_t overtaken = 0;  // how often later arrivals of its queue were offered before it (R6)
  Millis usual_ms = 0;         // what finished items of the lane took, at the 75th percentile (H7); 0 = too few yet
  BATON_RECORD("CandidatesFound", 1, item, candidates, overtaken, usual_ms)
};

struct TemplatesFound {
  MessageId message;
  std::vector<UsableTemplate> usable;  // in the order of the purpose, first is tried first
  bool account_restricted = false;
  BATON_RECORD("TemplatesFound", 1, message, usable, account_restricted)
};

struct SendAccepted {
  MessageId message;
  Content remote_id;
  std::vector<Address> learned;  // addresses of the same person the channel answered with
  BATON_RECORD("SendAccepted", 1, message, remote_id, learned)
};

struct SendFailed {
  MessageId message;
  std::string code;
  FailureScope scope = FailureScope::message;
  RetryClass retry = RetryClass::never;
  Millis retry_after_ms = 0;  // the outbox has added backoff and jitter already
  std::string why;            // for operators; no customer text
  BATON_RECORD("SendFailed", 1, message, code, scope, retry, retry_after_ms, why)
};

struct LookupAnswered {
  MessageId message;
  LookupResult result = LookupResult::unknown;
  Content remote_id;
  BATON_RECORD("LookupAnswered", 1, message, result, remote_id)
};

struct BotUnreachable {  // a customer's message could not be posted to the bot, retries included
  CaseId case_id;
  BotId bot;
  std::string why;
  BATON_RECORD("BotUnreachable", 1, case_id, bot, why)
};

struct ClockReached {  // something in `dues(state)` is due
  BATON_RECORD("ClockReached", 1)
};

using Input =
    OneOf<CustomerWrote, CustomerEdited, CustomerDeleted, CallReported, DeliveryReported, IdentityChanged,
          PreferenceChanged, OutsideWordSeen, ChannelNoticed, AttachmentFetched, AttachmentQuarantined, AttachmentLost,
          ReplyWritten,
          BotReplied, NoteWritten, HandoffAsked, AssignAsked, ResolveAsked, ReopenAsked, WaitAsked, WorkActed,
          WorkAnswered, AnswersDecided, PlanAsked, PromiseAsked, WorkWaitAsked, EvidenceAsked, ApprovalAsked,
          MergeAsked, SplitAsked, LinkAsked, UndoAsked, UnknownResultDecided, SignalReported, QuarantineAsked,
          ErasureAsked,
          OwnershipProposed, OwnershipFailed, BriefMade, BriefFailed, CandidatesFound, TemplatesFound, SendAccepted,
          SendFailed, LookupAnswered, BotUnreachable, OwnerLeft, OwnerReturned, ClockReached, BriefJudged,
          InternalApprovalAsked, InternalApprovalGiven, CallAsked, LabelsGiven, LabelsFailed>;

template <>
struct Words<WorkActed::Act> {
  using enum WorkActed::Act;
  static constexpr auto all = std::to_array<std::pair<WorkActed::Act, std::string_view>>(
      {{claim, "claim"}, {accept, "accept"}, {decline, "decline"}, {release, "release"}, {done, "done"}});
};

}  // namespace baton::core
