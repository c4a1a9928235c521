// SPDX-License-Identifier: MIT
#include "host/core/evolve.h"

#include "host/core/evolve_parts.h"

namespace baton::core {

void evolve(CustomerState& state, const Fact& fact, Instant at) {
  std::visit([&](const auto& known) { parts::apply(state, known, at); }, fact);
}

}  // namespace baton::core
