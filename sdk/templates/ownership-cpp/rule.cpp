// SPDX-License-Identifier: MIT
#include "rule.h"

#include <algorithm>
#include <tuple>

namespace least_busy {

std::uint32_t load_permille(const Person& person) {
  if (person.capacity_milliunits == 0) return 1000;
  const std::uint64_t permille = std::uint64_t{person.load_milliunits} * 1000 / person.capacity_milliunits;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(permille, 1000));
}

std::optional<std::string> least_busy(const std::vector<Person>& people, std::uint32_t max_load_permille) {
  const auto rank = [](const Person& person) {
    return std::tuple(load_permille(person), person.idle_since_unix_ms, std::string_view(person.agent_id));
  };
  const Person* best = nullptr;
  for (const Person& person : people) {
    const bool fits = person.holds_lane && person.speaks_language &&
                      person.load_milliunits < person.capacity_milliunits &&
                      load_permille(person) <= max_load_permille;
    if (fits && (best == nullptr || rank(person) < rank(*best))) best = &person;
  }
  if (best == nullptr) return std::nullopt;
  return best->agent_id;
}

}  // namespace least_busy
