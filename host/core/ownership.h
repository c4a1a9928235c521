// SPDX-License-Identifier: MIT
// ownership.h - which ownership model a handoff gets (O2-O5): rules of the configuration first, then the defaults of
// O4a, and never back and forth by itself. Pure; the engine asks it to find the strategy, `decide` to judge the answer.
#pragma once

#include <string>
#include <vector>

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

inline constexpr const char* kL1Owns = "l1_owns";
inline constexpr const char* kReassign = "reassign";
inline constexpr const char* kControlTower = "control_tower";

struct ModelChoice {
  std::string model;
  std::string why;         // "ownership_rules/2", "O4a: ...", "asked for"
  bool automatic = false;  // by a rule, after the first handoff, to another model than before
};

// What a handoff is about, as far as the choice goes.
struct HandoffQuestion {
  std::int64_t number = 1;  // the case's first handoff is 1
  std::string trigger;
  std::string asked;        // a model that somebody asked for
  LaneId lane;
  bool desk = false;
  std::vector<std::string> signals;
};

ModelChoice choose_model(const CustomerState& state, const Case& c, const Policy& policy,
                         const HandoffQuestion& question, Instant now);

// The model of the case's handoff under way, once it is known how many items wait in the wanted lane (desk.mark).
ModelChoice model_of_handoff(const Case& c, const Policy& policy, std::int64_t waiting, Instant now);

// O5: at most so many automatic switches a case, with a pause between them.
bool may_switch(const Case& c, const Policy& policy, Instant now);

}  // namespace baton::core
