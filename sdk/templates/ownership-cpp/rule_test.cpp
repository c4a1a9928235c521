// SPDX-License-Identifier: MIT
// Who gets the conversation, and who must not.
#include "rule.h"

#include "check.h"

namespace {

least_busy::Person person(const char* id, std::uint32_t load_milliunits, std::int64_t idle_since_unix_ms) {
  return {id, true, true, load_milliunits, 3000, idle_since_unix_ms};
}

}  // namespace

int main() {
  using least_busy::least_busy;
  expect(!least_busy({}, 800), "nobody is proposed when nobody is there");
  expect(least_busy({person("a", 2000, 1), person("b", 1000, 9)}, 800) == "b", "the least loaded wins");
  expect(least_busy({person("a", 1000, 9), person("b", 1000, 1)}, 800) == "b", "then who waited longest");
  expect(least_busy({person("b", 1000, 1), person("a", 1000, 1)}, 800) == "a", "then the smaller id");
  expect(!least_busy({person("a", 2700, 1)}, 800), "nobody above the limit");
  expect(!least_busy({person("a", 3000, 1)}, 1000), "a full agent is never proposed");

  auto other_lane = person("a", 0, 1);
  other_lane.holds_lane = false;
  auto other_language = person("b", 0, 1);
  other_language.speaks_language = false;
  expect(!least_busy({other_lane, other_language}, 800), "lane and language are both needed");

  auto no_capacity = person("a", 0, 1);
  no_capacity.capacity_milliunits = 0;
  expect(!least_busy({no_capacity}, 1000), "no capacity means full");
  return done();
}
