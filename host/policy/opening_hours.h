// SPDX-License-Identifier: MIT
// opening_hours.h - `hours` of the configuration: slots of the week and days that are different, as the core counts
// them.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "host/core/hours.h"

namespace baton::policy {

std::optional<core::Millis> time_of_day(std::string_view text);  // "HH:MM"; "24:00" is the end of the day
// "HH:MM-HH:MM"; `to` before `from` ends on the next day. Nothing where the form is wrong or both are the same.
std::optional<core::Slot> slot_of(std::string_view text);
std::optional<std::int64_t> day_of(std::string_view date);  // "YYYY-MM-DD" that exists

core::Hours hours_of(const nlohmann::json& config);  // the organisation's
// A lane's, where it differs anywhere; null: it is open when the organisation is.
std::shared_ptr<const core::Hours> hours_of_lane(const core::Hours& organisation, const nlohmann::json& lane);

// Slots of one day that overlap, for the message; empty: none do.
std::string overlap_in(const std::vector<core::Slot>& slots);
// A week as the core has it; slots that end after midnight are part of both days.
std::array<std::vector<core::Slot>, 7> week_of(const nlohmann::json& week);

inline constexpr std::array<const char*, 7> kWeekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

}  // namespace baton::policy
