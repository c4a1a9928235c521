// SPDX-License-Identifier: MIT
// rule.h - the whole decision of this plugin, without Baton: who of these people should get the conversation?
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace least_busy {

struct Person {
  std::string agent_id;
  bool holds_lane = false;
  bool speaks_language = false;
  std::uint32_t load_milliunits = 0;
  std::uint32_t capacity_milliunits = 0;
  std::int64_t idle_since_unix_ms = 0;
};

// Share of the capacity that is in use; somebody without capacity is full.
std::uint32_t load_permille(const Person& person);

// The least loaded person who holds the lane, speaks the language and is not above the limit; among equals
// the one who has waited longest, then the smaller id, so that the same view always gives the same answer.
// Nothing when none fits.
std::optional<std::string> least_busy(const std::vector<Person>& people, std::uint32_t max_load_permille);

}  // namespace least_busy
