// SPDX-License-Identifier: MIT
// invariants.h - what holds after every decision whatever came in: the rules that no event, fault or plugin answer may
// break. Unit tests and the random walk of tests/sim check every single decision with it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "host/core/decide.h"

namespace baton::core::testing {

// What is wrong with this decision; empty = nothing. `before` is the state it was made from.
std::vector<std::string> broken_invariants(const CustomerState& before, const Input& input, const Decision& decision,
                                           const Policy& policy, Instant now);

// Sees each fact with the state it meets.
using FactWatcher = std::function<void(const CustomerState& before, const Ruled& ruled)>;

// The same for a walk of very many steps: `kept` is the state the decision was made from, kept beside the host's, and
// is moved on by its facts. So nothing is copied, and what was folded from the first fact on is compared at every step.
std::vector<std::string> broken_invariants_of(CustomerState& kept, const Input& input, const Decision& decision,
                                              const Policy& policy, Instant now, const FactWatcher& watcher = {});

}  // namespace baton::core::testing
