// SPDX-License-Identifier: MIT
// effects.h - what the world must be asked to do, in the imperative. An effect is stored with the facts that caused it
// and carried out afterwards; its outcome comes back as an input. It names things and carries no content.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host/core/facts.h"
#include "host/core/one_of.h"

namespace baton::core {

struct SendMessage {
  MessageId message;
  ConnectorId connector;
  std::string account;
  std::int64_t attempt = 1;
  BATON_RECORD("SendMessage", 1, message, connector, account, attempt)
};
struct LookupMessage {
  MessageId message;
  ConnectorId connector;
  BATON_RECORD("LookupMessage", 1, message, connector)
};
struct AskOwnership {
  CaseId case_id;
  std::uint64_t ask = 0;
  BATON_RECORD("AskOwnership", 1, case_id, ask)
};
struct AskBrief {
  CaseId case_id;
  std::uint64_t ask = 0;
  bool fallback = false;  // which of the two summarizers
  BATON_RECORD("AskBrief", 1, case_id, ask, fallback)
};
struct AskClassifier {
  CaseId case_id;
  std::uint64_t ask = 0;
  MessageId message;
  std::string classifier;
  BATON_RECORD("AskClassifier", 1, case_id, ask, message, classifier)
};
struct AskCandidates {
  WorkId item;
  LaneId lane;
  BATON_RECORD("AskCandidates", 1, item, lane)
};
struct AskTemplates {
  MessageId message;
  std::string purpose;
  std::string name;
  std::string language;
  ConnectorId connector;
  BATON_RECORD("AskTemplates", 1, message, purpose, name, language, connector)
};
struct MarkTemplate {  // T4: this template failed for its own sake
  ConnectorId connector;
  std::string name;
  std::string language;
  std::string code;
  BATON_RECORD("MarkTemplate", 1, connector, name, language, code)
};
struct PostToBot {
  BotId bot;
  CaseId case_id;
  MessageId message;
  std::uint64_t epoch = 0;
  BATON_RECORD("PostToBot", 1, bot, case_id, message, epoch)
};
struct FetchAttachment {
  MessageId message;
  std::int64_t index = 0;
  BATON_RECORD("FetchAttachment", 1, message, index)
};
struct RaiseAlarm {
  std::string key;
  std::string what;
  CaseId case_id;
  std::string party = {};
  BATON_RECORD("RaiseAlarm", 1, key, what, case_id, party)
};

struct CheckTemplates {  // T3: a case that may need this purpose; empty: the one of a reply that names none
  CaseId case_id;
  ThreadId thread;
  std::string purpose;
  BATON_RECORD("CheckTemplates", 1, case_id, thread, purpose)
};

struct EraseBlobs {
  std::vector<std::string> blobs;
  BATON_RECORD("EraseBlobs", 1, blobs)
};

struct ForgetContent {  // the words of the case go, a few at a time (P1)
  CaseId case_id;
  BATON_RECORD("ForgetContent", 1, case_id)
};

using Effect = OneOf<SendMessage, LookupMessage, AskOwnership, AskBrief, AskCandidates, AskTemplates, MarkTemplate,
                     PostToBot, FetchAttachment, RaiseAlarm, CheckTemplates, EraseBlobs, ForgetContent,
                     AskClassifier>;

// At most a few effects per fact, most facts none.
std::vector<Effect> react(const Fact& fact);

}  // namespace baton::core
