// SPDX-License-Identifier: MIT
// facts_case.h - facts about the customer, threads, windows, the conversation, its status, its owner and its bot;
// what words mean is in facts_triage.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "host/core/content.h"
#include "host/core/ids.h"
#include "host/core/owner.h"
#include "host/core/time.h"
#include "host/core/words.h"

namespace baton::core {

struct CustomerCreated {
  CustomerId customer;
  std::string segment;
  BATON_RECORD("CustomerCreated", 1, customer, segment)
};

struct AddressAdded {  // verified: the channel itself vouches for it (C8)
  AddressKind kind = AddressKind::phone;
  std::string key;  // keyed hash of the normalised address under the customer's key
  ContentRef value;
  BATON_RECORD("AddressAdded", 1, kind, key, value)
};

struct Erased {  // what was known of the customer's words, names and addresses is gone; the facts stay
  std::string by;
  std::vector<std::string> blobs;  // attachments to be erased after it
  BATON_RECORD("Erased", 1, by, blobs)
};

struct ZoneLearned {  // of a country with one zone; where the customer's day begins (W8)
  std::string zone;
  BATON_RECORD("ZoneLearned", 1, zone)
};

struct NameLearned {
  ContentRef name;
  BATON_RECORD("NameLearned", 1, name)
};

struct ThreadOpened {
  ThreadId thread;
  ConnectorId connector;
  std::string account;
  std::string channel;
  Topology topology = Topology::gate;
  Millis window_ms = 0;  // of the channel; 0 = it has none
  std::string language;
  BATON_RECORD("ThreadOpened", 1, thread, connector, account, channel, topology, window_ms, language)
};

struct WindowOpened {
  ThreadId thread;
  Instant at;    // the channel's time of the event that opened it
  Instant ends;  // without the margin
  BATON_RECORD("WindowOpened", 1, thread, at, ends)
};

struct WindowCorrected {  // W4: the channel says it is closed, so it is
  ThreadId thread;
  Instant closed_at;
  BATON_RECORD("WindowCorrected", 1, thread, closed_at)
};

struct WindowAtRisk {
  CaseId case_id;
  ThreadId thread;
  BATON_RECORD("WindowAtRisk", 1, case_id, thread)
};

struct WindowClosed {
  CaseId case_id;
  ThreadId thread;
  bool planned = false;  // false with unfinished work is the defect of M3
  BATON_RECORD("WindowClosed", 1, case_id, thread, planned)
};

struct ConsentChanged {
  ThreadId thread;
  bool opted_out = false;
  std::string why;  // "word", "preference", or the channel's code
  BATON_RECORD("ConsentChanged", 1, thread, opted_out, why)
};

struct ReachabilityChanged {
  ThreadId thread;
  std::int64_t failures = 0;
  Instant first_failure;
  bool unreachable = false;
  BATON_RECORD("ReachabilityChanged", 1, thread, failures, first_failure, unreachable)
};

struct CaseOpened {
  CaseId case_id;
  HandId hand;
  ThreadId thread;
  Owner owner;
  CaseStatus status = CaseStatus::open;
  LaneId lane;
  Priority priority = Priority::medium;
  std::int64_t work_type = 1;
  std::string model;
  CaseId follows;  // an earlier case of the same thread, past its horizon (C10)
  bool late = false;
  BATON_RECORD("CaseOpened", 1, case_id, hand, thread, owner, status, lane, priority, work_type, model, follows, late)
};

struct ThreadJoined {
  CaseId case_id;
  ThreadId thread;
  std::string because;
  BATON_RECORD("ThreadJoined", 1, case_id, thread, because)
};

struct StoredAttachment {
  MessageKind kind = MessageKind::document;
  ContentRef remote_id;
  ContentRef file_name;
  std::string media_type;
  std::string sha256;
  std::int64_t size_bytes = 0;
  std::string blob;  // empty until fetched
  std::string lost;  // why it could not be had
  bool withheld = false;  // I4: it may show what does not belong in a chat
  BATON_FIELDS(kind, remote_id, file_name, media_type, sha256, size_bytes, blob, lost, withheld)
};

struct MessageReceived {
  CaseId case_id;
  ThreadId thread;
  MessageId message;
  MessageKind kind = MessageKind::text;
  ContentRef remote_id;
  ContentRef text;
  ContentRef quoted;
  ContentRef button_payload;
  ContentRef referral;
  ContentRef attributes;
  std::vector<StoredAttachment> attachments;
  Instant occurred;
  bool late = false;
  bool historic = false;
  bool acknowledgement = false;  // C10: changes nothing
  std::int64_t masked = 0;
  std::string error_code;
  std::string joined_because;
  std::uint64_t fingerprint = 0;  // of its normalised words (H9); 0 = no words
  std::string language;  // it seems to be written in; empty: it does not say
  std::vector<NamedObject> objects;  // it names (I3)
  BATON_RECORD("MessageReceived", 1, case_id, thread, message, kind, remote_id, text, quoted, button_payload, referral,
               attributes, attachments, occurred, late, historic, acknowledgement, masked, error_code, joined_because,
               fingerprint, language, objects)
};

struct MessageEdited {
  MessageId message;
  ContentRef text;
  Instant occurred;
  BATON_RECORD("MessageEdited", 1, message, text, occurred)
};

struct MessageDeleted {
  MessageId message;
  Instant occurred;
  BATON_RECORD("MessageDeleted", 1, message, occurred)
};

struct CallRecorded {
  CaseId case_id;
  ThreadId thread;
  ContentRef remote_id;
  CallOutcome outcome = CallOutcome::ringing;
  Millis duration_ms = 0;
  Instant occurred;
  bool by_us = false;
  BATON_RECORD("CallRecorded", 1, case_id, thread, remote_id, outcome, duration_ms, occurred, by_us)
};

struct OutsideWordRecorded {
  CaseId case_id;  // empty: no open case
  ThreadId thread;
  ContentRef remote_id;
  ContentRef text;
  Instant occurred;
  BATON_RECORD("OutsideWordRecorded", 1, case_id, thread, remote_id, text, occurred)
};

struct NoticeRecorded {
  std::string name;
  ContentRef detail;
  Instant occurred;
  BATON_RECORD("NoticeRecorded", 1, name, detail, occurred)
};

struct AttachmentStored {
  MessageId message;
  std::int64_t index = 0;
  std::string blob;
  std::string sha256;
  std::string media_type;
  std::int64_t size_bytes = 0;
  BATON_RECORD("AttachmentStored", 1, message, index, blob, sha256, media_type, size_bytes)
};

struct AttachmentMissed {
  MessageId message;
  std::int64_t index = 0;
  std::string reason;
  BATON_RECORD("AttachmentMissed", 1, message, index, reason)
};

struct BurstEnded {  // I8: fragments less than 5 s apart were one turn of the customer
  CaseId case_id;
  std::int64_t fragments = 0;
  std::uint64_t fingerprint = 0;  // of the normalised words; equal = said again without a new detail (H9)
  BATON_RECORD("BurstEnded", 1, case_id, fragments, fingerprint)
};

struct StatusChanged {
  CaseId case_id;
  CaseStatus from = CaseStatus::open;
  CaseStatus to = CaseStatus::open;
  Instant follow_up;  // waiting_customer: when it ends by itself
  BATON_RECORD("StatusChanged", 1, case_id, from, to, follow_up)
};

struct OwnerChanged {
  HandId hand;
  Owner from;
  Owner to;
  std::uint64_t epoch = 0;
  std::string reason;
  AgentId cover = {};  // O7: it is held for this agent, who is away, and goes back if nobody writes meanwhile
  BATON_RECORD("OwnerChanged", 1, hand, from, to, epoch, reason, cover)
};

struct AgentLeft {  // O7
  AgentId agent;
  Instant back;  // the next shift; 0 = an absence without end
  BATON_RECORD("AgentLeft", 1, agent, back)
};

struct AgentReturned {
  AgentId agent;
  BATON_RECORD("AgentReturned", 1, agent)
};

struct LaneChanged {  // the decision now belongs to another skill
  CaseId case_id;
  LaneId lane;
  BATON_RECORD("LaneChanged", 1, case_id, lane)
};

struct HandsJoined {  // C2: open cases share a thread; one owner for all of them
  HandId from;
  HandId into;
  Owner owner;
  std::uint64_t epoch = 0;
  BATON_RECORD("HandsJoined", 1, from, into, owner, epoch)
};

struct HandParted {  // C2: no thread joins these cases to the others any more; both hands keep the owner
  HandId from;
  HandId into;  // new
  std::vector<CaseId> cases;
  std::uint64_t epoch = 0;  // of both
  BATON_RECORD("HandParted", 1, from, into, cases, epoch)
};

struct CasesMerged {  // C8
  CaseId case_id;
  CaseId other;  // its open items and threads are this case's now
  std::int64_t act = 0;  // grows by one per case: what can be undone
  std::vector<WorkId> items;
  std::vector<ThreadId> threads;
  std::string by;
  bool undoes_split = false;
  BATON_RECORD("CasesMerged", 1, case_id, other, act, items, threads, by, undoes_split)
};

struct MergeUndone {
  CaseId case_id;
  CaseId other;
  std::int64_t act = 0;
  std::vector<WorkId> items;
  std::vector<ThreadId> threads;
  std::string by;
  BATON_RECORD("MergeUndone", 1, case_id, other, act, items, threads, by)
};

struct CaseSplit {
  CaseId case_id;
  CaseId other;  // new
  std::int64_t act = 0;
  std::vector<MessageId> messages;
  std::vector<WorkId> items;
  std::vector<ThreadId> threads;  // of the new case
  ThreadId moved;                 // left the old one
  std::string by;
  BATON_RECORD("CaseSplit", 1, case_id, other, act, messages, items, threads, moved, by)
};

struct CasesLinked {
  CaseId case_id;
  CaseId other;
  std::string kind;
  bool claimed = false;  // of another customer: a suggestion, shows nothing, merges nothing
  std::int64_t act = 0;
  std::string by;
  BATON_RECORD("CasesLinked", 1, case_id, other, kind, claimed, act, by)
};

struct LinkUndone {
  CaseId case_id;
  std::int64_t act = 0;
  std::string by;
  BATON_RECORD("LinkUndone", 1, case_id, act, by)
};

struct NoteAdded {
  CaseId case_id;
  std::string author;
  ContentRef text;
  LaneId lane = {};  // a restricted lane it was written in (R3); empty: everybody reads it
  BATON_RECORD("NoteAdded", 1, case_id, author, text, lane)
};

struct CaseResolved {
  CaseId case_id;
  Instant at;
  MessageId provisional_on;  // C11: stands only once this reply is delivered or planned
  ContentRef wrong{};        // J6: what the closing words say, part by part
  ContentRef changed{};
  ContentRef next{};
  ResolvedAs as = ResolvedAs::solved;
  BATON_RECORD("CaseResolved", 1, case_id, at, provisional_on, wrong, changed, next, as)
};

struct CaseReopened {
  CaseId case_id;
  std::string why;
  BATON_RECORD("CaseReopened", 1, case_id, why)
};

struct SolvePending {
  CaseId case_id;
  bool pending = true;
  BATON_RECORD("SolvePending", 1, case_id, pending)
};

struct AlarmRaised {
  std::string key;   // one alarm per key until acknowledged
  std::string what;  // for people; no customer text
  CaseId case_id;
  std::string party = {};  // whom it is for: "agent:ID", "lead:LANE"; empty: whoever watches
  BATON_RECORD("AlarmRaised", 1, key, what, case_id, party)
};

struct BotAsked {  // a customer's message is posted to the bot that serves the thread
  CaseId case_id;
  BotId bot;
  MessageId message;
  std::uint64_t epoch = 0;
  BATON_RECORD("BotAsked", 1, case_id, bot, message, epoch)
};

struct BotTurnTaken {
  CaseId case_id;
  std::int64_t turn = 0;
  std::optional<std::int64_t> confidence_permille;
  bool fallback = false;
  std::string intent;
  BATON_RECORD("BotTurnTaken", 1, case_id, turn, confidence_permille, fallback, intent)
};

struct StrikeCounted {
  CaseId case_id;
  std::int64_t strikes = 0;
  std::string why;  // "fallback" or "repetition"
  BATON_RECORD("StrikeCounted", 1, case_id, strikes, why)
};

struct BotStale {
  CaseId case_id;
  Instant at;
  ContentRef text;
  BATON_RECORD("BotStale", 1, case_id, at, text)
};

struct BotMuted {
  CaseId case_id;
  bool muted = true;
  BATON_RECORD("BotMuted", 1, case_id, muted)
};

struct BotGaveUp {
  CaseId case_id;
  BotId bot;
  std::string why;
  BATON_RECORD("BotGaveUp", 1, case_id, bot, why)
};

}  // namespace baton::core
