// SPDX-License-Identifier: MIT
// Between the records of the C ABI and the rule's own.
#pragma once

#include <baton/plugin.hpp>
#include <string>
#include <string_view>

#include "examples.h"

namespace baton::classifier_examples {

// The words of a customer's message; empty for every other event, and where the record is too old to have them.
std::string words_in(const baton_event_t& event);

sdk::Labels labels_of(const std::vector<Intent>& intents);

// Throws sdk::Failure when the settings are not what the schema says.
Settings settings_of(std::string_view config_json);

}  // namespace baton::classifier_examples
