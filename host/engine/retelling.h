// SPDX-License-Identifier: MIT
// retelling.h - one customer's recorded inputs decided again under another policy (`baton simulate`).
// Recorded answers and acts are taken at their times; a question that was never asked gets the built-in
// default; what the customer would have done otherwise is not guessed. Reads only.
#pragma once

#include <string>
#include <vector>

#include "host/core/metric_sums.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

struct ToldDifference {
  std::string what;   // "owner", "lane", "handoff", "work", "status", "gate", "send"
  std::string was;    // as recorded; empty: nothing
  std::string would;  // under the other policy
};

struct RetoldCase {
  core::CaseId id;
  bool differs = false;
  core::Instant at;                         // of the first decision that differs
  std::string input;                        // what was decided then
  std::vector<ToldDifference> differences;  // of that decision
  std::int64_t later = 0;  // inputs after it whose decisions differ: what follows from the first
};

struct Retelling {
  std::vector<RetoldCase> cases;
  std::vector<core::MetricBucket> was;  // samples of both tellings, up to the first decision that differs
  std::vector<core::MetricBucket> would;
  std::int64_t inputs = 0;
  std::int64_t unanswered = 0;     // questions that only the other policy asks
  std::int64_t without_place = 0;  // recorded answers and acts about what is not there under it
  bool erased = false;             // its words are gone: it cannot be decided again
  std::string damage;              // not empty: the history cannot be read
};

// `until`: where the record ends; what falls due up to there is worked off.
Retelling retell(ledger::Histories& histories, const ledger::StreamName& stream, const core::Policy& policy,
                 core::Instant until);

}  // namespace baton::engine
