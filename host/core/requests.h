// SPDX-License-Identifier: MIT
// requests.h - which question a customer's message answers (J2, J4). Only a tap, or a closed-list word as the whole
// message, is an answer to an approval.
#pragma once

#include "host/core/inputs.h"
#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

struct RequestHit {
  CaseId case_id;            // empty: the message answers nothing
  std::int64_t request = 0;
  std::int64_t option = 0;
  const char* how = "";
  bool stale = false;        // a button of a question that is over
};

RequestHit request_hit(const CustomerState& state, const Policy& policy, const CustomerWrote& input,
                       const ThreadId& thread, Instant now);

}  // namespace baton::core
