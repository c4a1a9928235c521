// SPDX-License-Identifier: MIT
// zone_files.h - time zones from the zone files of the system (TZif, RFC 8536), as tables the core can look up. g++
// 12 has no time zone database of its own.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/zone.h"

namespace baton::policy {

// Null where the system does not know it. "UTC" is always known. Read once per process: thread safe.
std::shared_ptr<const core::Zone> zone_named(const std::string& name);
// Every name the system knows, for "did you mean"; empty where it has no zone files.
std::vector<std::string> zone_names();

// The table of one file. What its footer says of the years to come is written out until 2200.
std::optional<core::Zone> read_zone(std::string_view bytes, std::string name);

}  // namespace baton::policy
