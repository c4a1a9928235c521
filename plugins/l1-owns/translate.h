// SPDX-License-Identifier: MIT
// Between the records of the C ABI and the rule's own: everything that knows about struct sizes and absent
// strings.
#pragma once

#include <baton/plugin.hpp>
#include <string_view>

#include "rule.h"

namespace baton::l1_owns {

// Reads only what the writer of the record filled in.
View view_of(const baton_case_view_t& view);

sdk::Proposal record_of(const Proposal& proposal, const baton_case_view_t& view);

// Throws sdk::Failure when the settings are not what the schema says.
Settings settings_of(std::string_view config_json);

}  // namespace baton::l1_owns
