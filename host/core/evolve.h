// SPDX-License-Identifier: MIT
// evolve.h - what the state is after a fact. Replay is a fold of this; it reads no policy and makes no decisions, so a
// history means the same under every later configuration.
#pragma once

#include "host/core/facts.h"
#include "host/core/state.h"

namespace baton::core {

void evolve(CustomerState& state, const Fact& fact, Instant at);

}  // namespace baton::core
