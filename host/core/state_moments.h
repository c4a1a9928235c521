// SPDX-License-Identifier: MIT
// state_moments.h - what moments of a case leave behind: its first words and what they answer (J1), calls (J5), briefs
// that were judged (B5), the closing words (J6). One part of state.h.
#pragma once

#include <string>
#include <vector>

#include "host/core/content.h"
#include "host/core/ids.h"
#include "host/core/reflect.h"
#include "host/core/time.h"

namespace baton::core {

struct CallConsent {  // J5: whether the customer may be called
  bool allowed = false;
  Instant until;               // 0 = until it is taken back
  std::vector<Instant> asked;  // of the last week
  BATON_FIELDS(allowed, until, asked)
};

struct FirstWords {  // J1: what the customer has said, and whether they were asked for the rest
  std::vector<std::string> known;  // "intent", "ids", "urgency"
  Instant ask_at;                  // 0 = nothing is to be asked
  Instant asked;                   // 0 = not yet; once in the life of a case
  std::vector<std::string> missing;  // when they were asked
  BATON_FIELDS(known, ask_at, asked, missing)
};

struct OutsideWord {  // of another system on the same thread: what a customer may answer (J1)
  ContentRef remote_id;
  ContentRef text;
  Instant at;
  BATON_FIELDS(remote_id, text, at)
};

struct QuotedContext {
  MessageId message;  // the customer's; empty: there is none
  ContentRef text;    // words of the other system, where they are known
  ContentRef payload;
  Instant said;
  BATON_FIELDS(message, text, payload, said)
};

struct BriefMark {  // B5
  std::int64_t brief = 0;
  std::string mark;
  std::string by;
  ContentRef text;
  BATON_FIELDS(brief, mark, by, text)
};

struct Closure {  // J6
  ContentRef wrong;
  ContentRef changed;
  ContentRef next;
  BATON_FIELDS(wrong, changed, next)
};

}  // namespace baton::core
