// SPDX-License-Identifier: MIT
// restart_only.h - what a running host cannot change: where it listens, and the store it holds open.
#pragma once

#include <string>
#include <vector>

#include "host/policy/config.h"

namespace baton::app {

// Puts the values that `running` was started with into `next`, and names by JSON pointer those that differed.
std::vector<std::string> keep_until_restart(const policy::CompiledConfig& running, policy::CompiledConfig& next);

}  // namespace baton::app
