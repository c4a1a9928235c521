// SPDX-License-Identifier: MIT
// invariants.h - what holds after every decision whatever came in: the rules that no event, fault or plugin answer may
// break. Unit tests and the random walk of tests/sim check every single decision with it.
#pragma once

#include <string>
#include <vector>

#include "host/core/decide.h"

namespace baton::core::testing {

// What is wrong with this decision; empty = nothing. `before` is the state it was made from.
std::vector<std::string> broken_invariants(const CustomerState& before, const Input& input, const Decision& decision,
                                           const Policy& policy, Instant now);

}  // namespace baton::core::testing
