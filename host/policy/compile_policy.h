// SPDX-License-Identifier: MIT
// compile_policy.h - the part of the configuration that rules read.
#pragma once

#include <nlohmann/json.hpp>

#include "host/core/policy.h"

namespace baton::policy {

// Everything but the hash and the connectors. REQUIRES: a configuration without problems, defaults filled in.
core::Policy policy_of(const nlohmann::json& config);

}  // namespace baton::policy
