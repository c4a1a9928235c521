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
#include "host/core/one_of.h"
#include "host/core/owner.h"
#include "host/core/time.h"
#include "host/core/template_choice.h"
#include "host/core/words.h"

namespace baton::core {

struct Address {
  AddressKind kind = AddressKind::phone;
  std::string key;    // keyed hash of the normalised address under the customer's key: erased with it (C7)
  Content value;
  std::string index{};  // the same under the store's key: what the ledger finds the customer by. Never in the history
  BATON_FIELDS(kind, key, value)
};

struct Attachment {
  MessageKind kind = MessageKind::document;
  Content remote_id;
  Content file_name;
  std::string media_type;
  std::string sha256;  // as the channel states it; empty = not stated
  std::int64_t size_bytes = 0;
  BATON_FIELDS(kind, remote_id, file_name, media_type, sha256, size_bytes)
};

// Where on a channel something happened: one customer on one account of one connector is one thread.
struct Place {
  ConnectorId connector;
  std::string account;
  std::vector<Address> addresses;  // every identity the channel knows of the customer, best first
  Content name;
  BATON_FIELDS(connector, account, addresses, name)
};

// --- from channels ---------------------------------------------------------------------------------------------

struct CustomerWrote {
  Place place;
  Content remote_id;
  MessageKind kind = MessageKind::text;
  Content text;
  Content quoted;          // remote id of the quoted message
  Content button_payload;
  Content referral;
  Content attributes;
  std::vector<Attachment> attachments;
  bool opens_window = true;
  bool historic = false;
  std::int64_t masked = 0;  // sensitive items the intake stage masked in this message (I4)
  std::uint64_t fingerprint = 0;  // of the words, keyed, by the intake stage; 0 = no words (H9)
  std::string error_code;
  Instant occurred;         // the channel's clock; 0 = it did not say
  Instant received;         // ours
  BATON_RECORD("CustomerWrote", 1, place, remote_id, kind, text, quoted, button_payload, referral, attributes,
               attachments, opens_window, historic, masked, fingerprint, error_code, occurred, received)
};

struct CustomerEdited {
  Place place;
  Content remote_id;
  Content text;
  Instant occurred;
  BATON_RECORD("CustomerEdited", 1, place, remote_id, text, occurred)
};

struct CustomerDeleted {
  Place place;
  Content remote_id;
  Instant occurred;
  BATON_RECORD("CustomerDeleted", 1, place, remote_id, occurred)
};

struct CallReported {
  Place place;
  Content remote_id;
  CallOutcome outcome = CallOutcome::ringing;
  bool opens_window = false;
  Millis duration_ms = 0;
  Instant occurred;
  Instant received;
  BATON_RECORD("CallReported", 1, place, remote_id, outcome, opens_window, duration_ms, occurred, received)
};

struct DeliveryReported {
  Place place;
  MessageId message;  // when the channel echoed our idempotency key
  Content remote_id;
  ReportedStatus status = ReportedStatus::sent;
  std::string code;
  FailureScope scope = FailureScope::message;
  RetryClass retry = RetryClass::never;
  Instant occurred;
  BATON_RECORD("DeliveryReported", 1, place, message, remote_id, status, code, scope, retry, occurred)
};

struct IdentityChanged {
  Place place;       // addresses: the new ones
  Address previous;  // one that is known
  Instant occurred;
  BATON_RECORD("IdentityChanged", 1, place, previous, occurred)
};

struct PreferenceChanged {
  Place place;
  std::string preference;  // "opted_out", "opted_in", "calls_allowed", "calls_refused"
  Instant occurred;
  BATON_RECORD("PreferenceChanged", 1, place, preference, occurred)
};

struct OutsideWordSeen {  // said to the customer past the gate: phone app, helpdesk's own channel (W1)
  Place place;
  Content remote_id;
  Content text;
  Instant occurred;
  BATON_RECORD("OutsideWordSeen", 1, place, remote_id, text, occurred)
};

struct ChannelNoticed {  // kept by name so that nothing is dropped silently; moves nothing
  Place place;
  std::string name;
  Content detail;
  Instant occurred;
  BATON_RECORD("ChannelNoticed", 1, place, name, detail, occurred)
};

struct AttachmentFetched {
  MessageId message;
  std::int64_t index = 0;
  std::string blob;
  std::string sha256;
  std::string media_type;
  std::int64_t size_bytes = 0;
  BATON_RECORD("AttachmentFetched", 1, message, index, blob, sha256, media_type, size_bytes)
};

struct AttachmentLost {
  MessageId message;
  std::int64_t index = 0;
  std::string reason;
  BATON_RECORD("AttachmentLost", 1, message, index, reason)
};

// --- from people and bots ----------------------------------------------------------------------------------------

struct ReplyWritten {
  CaseId case_id;
  ThreadId thread;  // empty: the newest of the case
  std::uint64_t epoch = 0;
  AgentId agent;    // the person who wrote it, also when they write for an office
  Content text;
  std::string purpose;        // a purpose of T2; empty: the configured one
  std::string template_name;  // asked for by name; empty: free text
  std::vector<std::string> cites;
  BATON_RECORD("ReplyWritten", 1, case_id, thread, epoch, agent, text, purpose, template_name, cites)
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
  BATON_RECORD("BotReplied", 1, case_id, thread, epoch, bot, text, confidence_permille, fallback, intent)
};

struct NoteWritten {
  CaseId case_id;
  std::string author;
  Content text;
  BATON_RECORD("NoteWritten", 1, case_id, author, text)
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
  BATON_RECORD("ResolveAsked", 1, case_id, epoch, by, reply)
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
  BATON_RECORD("WorkActed", 1, item, act, agent, reason)
};

struct WorkAnswered {
  WorkId item;
  AgentId agent;
  Content text;
  bool final = false;
  BATON_RECORD("WorkAnswered", 1, item, agent, text, final)
};

struct PlanAsked {
  CaseId case_id;
  std::uint64_t epoch = 0;
  std::string by;
  Instant at;
  std::string purpose;
  Content text;
  BATON_RECORD("PlanAsked", 1, case_id, epoch, by, at, purpose, text)
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
  BATON_RECORD("WorkWaitAsked", 1, item, agent, on, next_check, reason)
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

struct UnknownResultDecided {  // the author settles what the channel could not tell (W9)
  MessageId message;
  std::string by;
  bool send_again = false;
  BATON_RECORD("UnknownResultDecided", 1, message, by, send_again)
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
  BATON_RECORD("OwnershipProposed", 1, case_id, ask, revision, plugin, plugin_version, action, lane, agent, model,
               reason, work)
};

struct OwnershipFailed {
  CaseId case_id;
  std::uint64_t ask = 0;
  std::string plugin;
  std::string why;
  BATON_RECORD("OwnershipFailed", 1, case_id, ask, plugin, why)
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

struct Candidate {
  AgentId agent;
  std::vector<LaneId> lanes;
  std::int64_t load_milliunits = 0;
  std::int64_t capacity_milliunits = 0;
  Instant idle_since;
  BATON_FIELDS(agent, lanes, load_milliunits, capacity_milliunits, idle_since)
};

struct CandidatesFound {  // present agents with room, as the roster stream knew them at that moment
  WorkId item;
  std::vector<Candidate> candidates;
  BATON_RECORD("CandidatesFound", 1, item, candidates)
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
                 PreferenceChanged, OutsideWordSeen, ChannelNoticed, AttachmentFetched, AttachmentLost,
                 ReplyWritten, BotReplied, NoteWritten, HandoffAsked, AssignAsked, ResolveAsked, ReopenAsked,
                 WaitAsked, WorkActed, WorkAnswered, PlanAsked, PromiseAsked, WorkWaitAsked, UnknownResultDecided,
                 ErasureAsked, OwnershipProposed, OwnershipFailed, BriefMade, BriefFailed, CandidatesFound,
                 TemplatesFound, SendAccepted, SendFailed, LookupAnswered, BotUnreachable, OwnerLeft,
                 OwnerReturned, ClockReached>;

template <>
struct Words<WorkActed::Act> {
  using enum WorkActed::Act;
  static constexpr auto all = std::to_array<std::pair<WorkActed::Act, std::string_view>>(
      {{claim, "claim"}, {accept, "accept"}, {decline, "decline"}, {release, "release"}, {done, "done"}});
};

}  // namespace baton::core
