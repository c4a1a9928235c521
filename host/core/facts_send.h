// SPDX-License-Identifier: MIT
// facts_send.h - facts about words to the customer: queued, decided by the gate, sent, reported, held back.
#pragma once

#include "host/core/facts_case.h"
#include "host/core/template_choice.h"

namespace baton::core {

struct TemplateValue {
  std::string name;  // placeholder
  ContentRef text;   // a value that is content (the customer's name, a reply)
  std::string word;  // a value that is not
  BATON_FIELDS(name, text, word)
};

struct TemplateUse {
  std::string name;
  std::string language;
  bool named = false;
  std::vector<TemplateValue> values;        // of the body, in order
  std::vector<std::string> quick_replies;
  BATON_FIELDS(name, language, named, values, quick_replies)
};

struct SendQueued {
  MessageId message;
  CaseId case_id;
  ThreadId thread;
  std::uint64_t epoch = 0;
  std::string author;  // "agent:ID", "bot:ID", "lead:LANE", "host"
  AgentId person;      // for an office
  SendPurpose purpose = SendPurpose::reply;
  std::string template_purpose;  // T2
  std::string template_name;
  ContentRef text;
  std::string canned;  // key of configured words instead of text: acknowledgement, announcement
  std::string suffix;  // key of configured words added to the text: the way to a person (H11)
  LaneId lane;         // an argument of canned words
  std::vector<std::string> cites;
  std::int64_t plan = 0;
  Instant when{};      // an argument of canned words: told when (R8)
  MessageId relays{};  // the draft it says (O2); the draft is used up
  std::int64_t request = 0;            // the question it asks (J2, J4)
  std::vector<ContentRef> buttons{};   // its options
  bool asks_to_call = false;           // the customer is asked whether they may be called (J5)
  BATON_RECORD("SendQueued", 1, message, case_id, thread, epoch, author, person, purpose, template_purpose,
               template_name, text, canned, suffix, lane, cites, plan, when, relays, request, buttons, asks_to_call)
};

struct GlassBroken {  // G4: somebody without the skill answers, because nobody who has it is there
  CaseId case_id;
  AgentId agent;
  LaneId lane;
  ContentRef reason;
  BATON_RECORD("GlassBroken", 1, case_id, agent, lane, reason)
};

struct ReplyDrafted {  // C3: kept for the present owner with the author's name
  CaseId case_id;
  MessageId message;
  std::string author;
  ContentRef text;
  std::string why;
  bool note = false;  // O4: a pod's word to the customer is a note to the desk, and no draft
  std::string canned = {};  // key of configured words instead of text: a check-in the host prepared (G7)
  LaneId lane = {};         // of a note: the restricted lane it was written in (R3)
  BATON_RECORD("ReplyDrafted", 1, case_id, message, author, text, why, note, canned, lane)
};

struct TemplatesAsked {
  MessageId message;
  std::string purpose;
  std::string name;  // asked for by name
  std::string language;
  ConnectorId connector;
  BATON_RECORD("TemplatesAsked", 1, message, purpose, name, language, connector)
};

struct GateDecided {  // W3
  MessageId message;
  GateDecision decision = GateDecision::refused;
  HoldReason hold = HoldReason::none;
  std::string why;  // shown to the author
  Instant until;    // a hold ends here and becomes another outcome
  TemplateUse template_use;
  std::vector<UsableTemplate> more;  // tried next, once each, if this one fails for its own sake (T4)
  BATON_RECORD("GateDecided", 1, message, decision, hold, why, until, template_use, more)
};

struct SendAttempted {  // the gate let it go: hand it to the connector
  MessageId message;
  std::int64_t attempt = 0;
  ConnectorId connector;
  std::string account;
  BATON_RECORD("SendAttempted", 1, message, attempt, connector, account)
};

struct SendConfirmed {  // the channel took it
  MessageId message;
  ContentRef remote_id;
  Instant at;
  BATON_RECORD("SendConfirmed", 1, message, remote_id, at)
};

struct SendReported {
  MessageId message;
  ReportedStatus status = ReportedStatus::sent;
  Instant occurred;
  BATON_RECORD("SendReported", 1, message, status, occurred)
};

struct SendDeferred {  // a failure that is worth another try; decided by the gate again at `again_at`
  MessageId message;
  std::string code;
  FailureScope scope = FailureScope::message;
  Instant again_at;
  std::string why;
  BATON_RECORD("SendDeferred", 1, message, code, scope, again_at, why)
};

struct SendEnded {  // failed for good, refused, or overtaken
  MessageId message;
  SendState state = SendState::failed;
  std::string code;
  std::string why;
  BATON_RECORD("SendEnded", 1, message, state, code, why)
};

struct ResultUnknown {  // W9
  MessageId message;
  std::int64_t lookups = 0;  // asked so far
  Instant ask_at;            // 0 = the author decides
  BATON_RECORD("ResultUnknown", 1, message, lookups, ask_at)
};

struct LookupAsked {
  MessageId message;
  ConnectorId connector;
  BATON_RECORD("LookupAsked", 1, message, connector)
};

struct TemplateFailed {  // T4: marked; the next one is tried
  MessageId message;
  ConnectorId connector;
  std::string name;
  std::string language;
  std::string code;
  BATON_RECORD("TemplateFailed", 1, message, connector, name, language, code)
};

struct ReplyWithheld {  // W5: kept while a template asks the customer to open the window
  MessageId message;
  Instant until;
  BATON_RECORD("ReplyWithheld", 1, message, until)
};

struct WithheldEnded {
  MessageId message;
  std::string how;  // "released", "drafted"
  BATON_RECORD("WithheldEnded", 1, message, how)
};

}  // namespace baton::core
