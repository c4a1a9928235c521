// SPDX-License-Identifier: MIT
// send_rank.h - delivery statuses arrive late, twice and reversed; a word to the customer never goes back in rank.
#pragma once

#include "host/core/words.h"

namespace baton::core {

constexpr int rank(SendState state) {
  using enum SendState;
  switch (state) {
    case queued:     return 0;
    case held:       return 0;
    case withheld:   return 0;
    case dispatched: return 1;
    case unknown:    return 1;
    case accepted:   return 2;
    case sent:       return 3;
    case delivered:  return 4;
    case read:       return 5;
    case failed:     return 6;  // final; reports after it are logged only
    case refused:    return 6;
  }
  return 0;
}

constexpr SendState state_of(ReportedStatus status) {
  using enum ReportedStatus;
  switch (status) {
    case sent:      return SendState::sent;
    case delivered: return SendState::delivered;
    case read:      return SendState::read;
    case played:    return SendState::read;
    case failed:    return SendState::failed;
  }
  return SendState::sent;
}

}  // namespace baton::core
