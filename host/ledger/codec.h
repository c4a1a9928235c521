// SPDX-License-Identifier: MIT
// codec.h - records of the core <-> JSON text, by their own field lists (host/core/reflect.h). Writing is direct and in
// field order, so equal values give equal bytes: this text is also the canonical form two replays are compared in.
// Reading tolerates missing fields (older writers) and unknown ones (newer writers).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host/core/decide.h"
#include "host/core/effects.h"

namespace baton::ledger {

std::string to_json(const core::CustomerState& state);
std::string to_json(const core::Input& input);    // {"t":"CustomerWrote","v":1,...}; content as references only
std::string to_json(const core::Fact& fact);      // fields only; name and version stand beside it
std::string to_json(const core::Effect& effect);

std::string_view name_of(const core::Fact& fact);
int version_of(const core::Fact& fact);
std::string_view name_of(const core::Input& input);
std::string_view name_of(const core::Effect& effect);
int version_of(const core::Effect& effect);

// Nothing when the name or version is unknown, or the text does not fit the record.
std::optional<core::CustomerState> state_from_json(std::string_view text);
std::optional<core::Input> input_from_json(std::string_view text);
std::optional<core::Fact> fact_from_json(std::string_view name, int version, std::string_view text);
std::optional<core::Effect> effect_from_json(std::string_view name, int version, std::string_view text);

}  // namespace baton::ledger
