// SPDX-License-Identifier: MIT
// Between the records of the C ABI and the extraction's own: everything that knows about struct sizes.
#pragma once

#include <baton/plugin.hpp>
#include <string_view>

#include "brief.h"

namespace baton::brief {

// Borrows the texts of the transcript.
Input input_of(const baton_transcript_t& transcript);

sdk::BriefBuilder record_of(Brief brief, const baton_transcript_t& transcript);

// Throws sdk::Failure when the settings are not what the schema says.
Settings settings_of(std::string_view config_json);

}  // namespace baton::brief
