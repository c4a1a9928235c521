// SPDX-License-Identifier: MIT
// replay.h - proof that a customer's state is what the history adds up to (C7): folded from the first fact, and folded
// from the snapshot on, in canonical form. `baton replay` runs it over every stream.
#pragma once

#include <string>

#include "host/ledger/ledger.h"

namespace baton::ledger {

struct Replay {
  std::string from_beginning;   // canonical JSON of the state
  std::string from_snapshot;    // the same, over the shorter way; equal when there is no snapshot
  std::int64_t facts = 0;
  std::string damage;           // empty, or the first fact that is missing or cannot be read
  bool agrees() const { return damage.empty() && from_beginning == from_snapshot; }
};

Replay replay_customer(Histories& ledger, const StreamName& stream);

}  // namespace baton::ledger
