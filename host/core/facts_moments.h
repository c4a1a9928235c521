// SPDX-License-Identifier: MIT
// facts_moments.h - facts about what rules would have done (G14), the first words of a case (J1), briefs judged by
// those who read them (B5) and calls (J5).
#pragma once

#include "host/core/facts_case.h"

namespace baton::core {

struct RuleHeld {  // G14: it only watches in this lane; once for each subject
  CaseId case_id;
  std::string held;  // the rule's code
  RuleMode mode = RuleMode::observe;
  LaneId lane;
  std::string would;    // "hand the conversation over to lane technical"
  std::string subject;  // the message, item or time it was about
  BATON_RECORD("RuleHeld", 1, case_id, held, mode, lane, would, subject)
};

struct IntakeHeard {  // J1: what the customer has said so far of intent, ids and urgency
  CaseId case_id;
  MessageId message;
  std::vector<std::string> known;  // "intent", "ids", "urgency"
  Instant ask_at;                  // what is missing is asked then; 0 = nothing is asked
  BATON_RECORD("IntakeHeard", 1, case_id, message, known, ask_at)
};

struct IntakeAsked {  // once in the life of a case; `missing` empty: somebody was quicker, nothing is asked
  CaseId case_id;
  std::vector<std::string> missing;
  BATON_RECORD("IntakeAsked", 1, case_id, missing)
};

struct ContextTaken {  // J1: the customer answers a message this host did not send
  CaseId case_id;
  MessageId message;     // the customer's
  ContentRef quoted;     // the channel's id of what they answer
  ContentRef text;       // its words, where they were seen passing by
  ContentRef payload;    // of the button they tapped
  Instant said;          // when those words passed by; 0 = they are not known
  BATON_RECORD("ContextTaken", 1, case_id, message, quoted, text, payload, said)
};

struct BriefMarked {  // B5
  CaseId case_id;
  std::int64_t brief = 0;
  std::string mark;  // "useful", "wrong", "missing"
  std::string by;
  std::string made_by;
  ContentRef text;  // what is wrong or missing
  BATON_RECORD("BriefMarked", 1, case_id, brief, mark, by, made_by, text)
};

struct DetailAskedAgain {  // B5: it stood in the brief
  CaseId case_id;
  std::int64_t brief = 0;
  std::int64_t detail = 0;  // its place among the details, from 1
  std::string by;
  BATON_RECORD("DetailAskedAgain", 1, case_id, brief, detail, by)
};

struct CallPermissionAsked {  // J5
  CaseId case_id;
  ThreadId thread;
  std::string by;
  BATON_RECORD("CallPermissionAsked", 1, case_id, thread, by)
};

struct CallPermissionChanged {
  CaseId case_id;  // empty: no open case
  ThreadId thread;
  bool allowed = false;
  Instant until;  // 0 = until it is taken back
  BATON_RECORD("CallPermissionChanged", 1, case_id, thread, allowed, until)
};

}  // namespace baton::core
