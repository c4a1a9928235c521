// SPDX-License-Identifier: MIT
// Between the records of the C ABI and the rule's own values.
#pragma once

#include <baton/plain_case_of.hpp>
#include <baton/plugin.hpp>
#include <string_view>

#include "rule.h"

namespace baton::control_tower {

sdk::Proposal record_of(const Proposal& proposal, const baton_case_view_t& view);

// Throws sdk::Failure when the settings are not what the schema says.
Settings settings_of(std::string_view config_json);

}  // namespace baton::control_tower
