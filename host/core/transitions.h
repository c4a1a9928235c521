// SPDX-License-Identifier: MIT
// transitions.h - the table of C6: nothing but these changes of status is legal.
#pragma once

#include "host/core/words.h"

namespace baton::core {

constexpr bool may_become(CaseStatus from, CaseStatus to) {
  using enum CaseStatus;
  switch (from) {
    case automated:        return to == open || to == escalated || to == resolved;
    case open:             return to == escalated || to == waiting_customer || to == resolved;
    case escalated:        return to == open || to == resolved;
    case waiting_customer: return to == escalated || to == open || to == resolved;
    case resolved:         return to == open || to == closed;
    case closed:           return to == open;
  }
  return false;
}

}  // namespace baton::core
