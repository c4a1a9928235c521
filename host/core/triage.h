// SPDX-License-Identifier: MIT
// triage.h - what signals add up to: whose decision it is, how deep and how fast it goes, and whether automation ends
// (R1-R4, R7, H1-H6). Pure: signals and where the case stands in, a verdict out.
#pragma once

#include <string>
#include <vector>

#include "host/core/facts_triage.h"
#include "host/core/policy.h"

namespace baton::core {

struct Standing {  // what counts beside the signals
  std::string segment;
  bool automated = false;    // a bot has the turn
  std::int64_t unclear = 0;  // turns before this one that helped nobody, strikes of the bot among them (H3)
  bool asks_for_person = false;
};

struct Verdict {
  std::string rule = "R4";  // that won
  bool person = false;      // a bot has to give way
  LaneId lane;              // empty: no lane has a claim
  std::int64_t weight_permille = 0;
  std::string intent;
  std::vector<LaneId> also;  // further issues, a work item each (R3)
  std::vector<std::string> runners_up;
  Priority priority = Priority::medium;
  std::int64_t work_type = 1;
  bool tone = false;
  bool threat = false;
  bool unclear = false;
  bool at_once = false;  // I8: acts on the first fragment of a burst
};

Verdict weigh(const std::vector<Signal>& signals, const Standing& standing, const Policy& policy);

// I3: the lanes that have a claim, strongest first: what the words are about.
std::vector<LaneId> topics_of(const std::vector<Signal>& signals, const Policy& policy);

// R3, I3: lanes whose work may stand beside what the case is about already (`held`), because the customer named their
// matter apart from it. Where the words are about the case as well and not apart, it is the same issue.
std::vector<LaneId> issues_beside(const std::vector<Signal>& signals, const std::vector<LaneId>& held,
                                  const Policy& policy);

}  // namespace baton::core
