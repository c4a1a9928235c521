// SPDX-License-Identifier: MIT
// facts_triage.h - facts about what customers' words, tiers and behaviour mean, and why (I7-I9, R1-R4, R7, H13).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/core/ids.h"
#include "host/core/reflect.h"
#include "host/core/time.h"
#include "host/core/words.h"

namespace baton::core {

// I9: why an automated decision fell. The words themselves are content; this says where in which message they stand.
struct Signal {
  std::string name;  // "asks_for_person", "low_confidence", "fallback", "repetition", or a configured one
  std::int64_t weight_permille = 1000;
  MessageId message;
  std::int64_t begin = 0;  // bytes in the message's text
  std::int64_t length = 0;
  std::string rule = {};   // the rule it speaks for
  LaneId lane = {};        // and the lane, if any
  SignalMeans means = SignalMeans::lane;
  std::int64_t sentence = 0;
  std::string data_class = {};  // H2: what kind of data, where it is known
  std::string by = {};          // the classifier that says so; empty: words, tiers and behaviour by the rules
  BATON_FIELDS(name, weight_permille, message, begin, length, rule, lane, means, sentence, data_class, by)
};

struct SignalsSeen {  // of one message; a burst is triaged as one when it ends (I8)
  CaseId case_id;
  MessageId message;
  std::vector<Signal> signals;
  BATON_RECORD("SignalsSeen", 1, case_id, message, signals)
};

struct LabelsAsked {  // a classifier is asked about a message; the rules do not wait longer than its budget for it
  CaseId case_id;
  std::uint64_t ask = 0;
  MessageId message;
  ThreadId thread;
  std::string classifier;  // its place in the configuration
  std::string plugin;
  Instant until;
  bool heard = false;      // the rules know the language of the message
  std::string holds;       // what waits for it meanwhile: "bot", "seat"; empty: nothing
  BATON_RECORD("LabelsAsked", 1, case_id, ask, message, thread, classifier, plugin, until, heard, holds)
};

struct LabelsSettled {  // what became of the question; labels that are taken are among the signals (I9)
  CaseId case_id;
  std::uint64_t ask = 0;
  std::string classifier;
  std::string plugin;
  std::string plugin_version;
  std::string outcome;   // "taken", "nothing", "refused", "failed", "unanswered", "late"
  std::string broke;
  std::string language;  // of the message, where the rules knew none
  ThreadId thread;
  BATON_RECORD("LabelsSettled", 1, case_id, ask, classifier, plugin, plugin_version, outcome, broke, language,
               thread)
};

struct Triaged {  // what a customer's turn is about, how deep and how fast (R1, R3), and why (I9)
  CaseId case_id;
  MessageId message;    // the latest of the turn
  std::string rule;     // that won: H1-H6, H8, R7, R4
  std::string outcome;  // "handoff", "bot", "first_line", "work", "noted"
  LaneId lane;          // whose decision it is; empty: no lane's in particular
  std::int64_t weight_permille = 0;
  std::string intent;   // the strongest signal of that lane
  Priority priority = Priority::medium;
  std::int64_t work_type = 1;
  bool tone = false;    // hard words: for whoever answers, no reason by itself (R7)
  bool threat = false;
  bool unclear = false;  // H3: one more turn that helped nobody
  std::vector<Signal> signals;
  std::vector<std::string> runners_up;  // "revenue H5 0.7"
  std::string policy;
  BATON_RECORD("Triaged", 1, case_id, message, rule, outcome, lane, weight_permille, intent, priority, work_type, tone,
               threat, unclear, signals, runners_up, policy)
};

struct SegmentChanged {  // I2: the customer's tier, and who said so
  std::string segment;
  std::string source;
  BATON_RECORD("SegmentChanged", 1, segment, source)
};

struct AtRiskChanged {  // R7
  bool at_risk = false;
  std::string source;
  BATON_RECORD("AtRiskChanged", 1, at_risk, source)
};

struct BehaviourSeen {  // I7
  std::string kind;
  Instant occurred;
  std::string source;
  BATON_RECORD("BehaviourSeen", 1, kind, occurred, source)
};

struct LanguageChanged {  // K: words, templates and lists of the thread are in this one from now on
  ThreadId thread;
  std::string language;
  std::string why;  // "asked", "two messages"
  BATON_RECORD("LanguageChanged", 1, thread, language, why)
};

struct SecurePathOffered {  // H13: the customer was pointed to the organisation's page, once
  CaseId case_id;
  MessageId message;
  std::string purpose;
  Instant expires;
  BATON_RECORD("SecurePathOffered", 1, case_id, message, purpose, expires)
};

struct SecurePathEnded {  // its result alone comes back, never the data
  CaseId case_id;
  MessageId message;
  bool passed = false;
  std::string level;
  std::string source;
  BATON_RECORD("SecurePathEnded", 1, case_id, message, passed, level, source)
};

}  // namespace baton::core
