// SPDX-License-Identifier: MIT
// inputs_moments.h - what people do with briefs, approvals among themselves and calls. One part of inputs.h.
#pragma once

#include <string>
#include <vector>

#include "host/core/content.h"
#include "host/core/ids.h"
#include "host/core/time.h"

namespace baton::core {

struct BriefJudged {  // B5
  CaseId case_id;
  std::int64_t brief = 0;  // 0 = the latest
  std::string mark;        // "useful", "wrong", "missing"
  std::string by;
  Content text;
  BATON_RECORD("BriefJudged", 1, case_id, brief, mark, by, text)
};

struct InternalApprovalAsked {  // J4: somebody among us is asked; the customer hears nothing of it
  CaseId case_id;
  std::uint64_t epoch = 0;
  std::string by;
  Content question;
  std::string about;  // a kind of `approvals`
  LaneId lane;        // one of lane and agent
  AgentId agent;
  std::int64_t amount = 0;  // in hundredths; 0 = none
  Instant expires;          // 0 = as configured
  WorkId work;
  BATON_RECORD("InternalApprovalAsked", 1, case_id, epoch, by, question, about, lane, agent, amount, expires, work)
};

struct InternalApprovalGiven {
  CaseId case_id;
  std::int64_t request = 0;
  std::string by;
  bool approve = false;
  Content reason;
  BATON_RECORD("InternalApprovalGiven", 1, case_id, request, by, approve, reason)
};

struct CallAsked {  // J5: the owner asks the customer whether they may be called
  CaseId case_id;
  std::uint64_t epoch = 0;
  std::string by;
  Content text;  // absent: the host's own words
  BATON_RECORD("CallAsked", 1, case_id, epoch, by, text)
};

}  // namespace baton::core
