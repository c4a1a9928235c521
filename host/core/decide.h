// SPDX-License-Identifier: MIT
// decide.h - the one place where rules live: a state and something that happened in, facts out. Pure: no clock, I/O,
// thread or randomness; the same arguments give the same facts for ever.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/core/inputs.h"
#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

// Why a request changed nothing. `kind` maps to one HTTP status in one place (host/http).
struct Refusal {
  enum class Kind { not_found = 1, stale_epoch, taken, not_allowed, invalid };
  Kind kind = Kind::invalid;
  std::string what;
  std::string mend;
  std::string owner;       // stale_epoch, taken: who has it
  std::uint64_t epoch = 0;
};

struct Decision {
  CustomerState state;       // after the facts
  std::vector<Ruled> facts;  // empty: nothing changed
  std::vector<Refusal> refusals;  // at most one
};

// Takes the state by value: move it in and take it back from the decision.
Decision decide(CustomerState state, const Input& input, const Policy& policy, Instant now);

}  // namespace baton::core
