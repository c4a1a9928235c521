// SPDX-License-Identifier: MIT
// compile_privacy.h - what may stay on a channel and how long it is kept (H13, P1-P3), and the quarantine's key (I4).
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "host/core/policy.h"

namespace baton::policy {

void take_privacy(const nlohmann::json& config, core::Policy& policy);

// The key as it is written: 64 hex digits. Its 32 bytes; empty: it is none.
std::string key_bytes(std::string_view written);

}  // namespace baton::policy
