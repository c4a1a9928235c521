// SPDX-License-Identifier: MIT
// queue_wish.h - what an item that looks for somebody asks of the queues (R5, R6): derived from its customer's state,
// for the index across customers (dispatch.h), which sees nothing else of it.
#pragma once

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

struct QueueWish {
  bool waits = false;          // may be offered now: nobody has it before them, and its brief is on its way to nobody
  Priority priority = Priority::medium;
  std::int64_t work_type = 1;  // 3: outside queue and count
  std::string language;        // empty: any will do; also while it is offered
  Instant deadline;            // 0 = none
  bool at_once = false;        // to everybody who could take it at the same time (R2)
};

QueueWish queue_wish(const CustomerState& state, const Item& item, const Policy& policy);

// What two tags of BCP 47 must share for their speakers to understand each other: "pt-BR", "PT_pt" -> "pt".
std::string spoken_language(std::string_view tag);

}  // namespace baton::core
