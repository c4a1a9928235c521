/* SPDX-License-Identifier: MIT
 * Who gets the conversation, and who must not.
 */
#include "rule.h"

#include <string.h>

#include "check.h"

static person_t person(const char *id, uint32_t load_milliunits, int64_t idle_since_unix_ms) {
  const person_t made = {id, strlen(id), 1, 1, load_milliunits, 3000, idle_since_unix_ms};
  return made;
}

/* Is it `wanted` ("" is nobody) of these two? */
static int chosen(const char *wanted, person_t a, person_t b, uint32_t max_load_permille) {
  const person_t people[2] = {a, b};
  const person_t *best = least_busy(people, 2, max_load_permille);
  if (best == NULL) return *wanted == '\0';
  return best->agent_size == strlen(wanted) && memcmp(best->agent_id, wanted, best->agent_size) == 0;
}

int main(void) {
  person_t other_lane = person("a", 0, 1), other_language = person("b", 0, 1), no_capacity = person("a", 0, 1);
  other_lane.holds_lane = 0;
  other_language.speaks_language = 0;
  no_capacity.capacity_milliunits = 0;

  expect(least_busy(NULL, 0, 800) == NULL, "nobody is proposed when nobody is there");
  expect(chosen("b", person("a", 2000, 1), person("b", 1000, 9), 800), "the least loaded wins");
  expect(chosen("b", person("a", 1000, 9), person("b", 1000, 1), 800), "then who waited longest");
  expect(chosen("a", person("b", 1000, 1), person("a", 1000, 1), 800), "then the smaller id");
  expect(chosen("a", person("ab", 1000, 1), person("a", 1000, 1), 800), "a prefix is smaller");
  expect(chosen("", person("a", 2700, 1), person("b", 2700, 1), 800), "nobody above the limit");
  expect(chosen("", person("a", 3000, 1), person("b", 3000, 1), 1000), "a full agent is never proposed");
  expect(chosen("", other_lane, other_language, 800), "lane and language are both needed");
  expect(chosen("", no_capacity, other_lane, 1000), "no capacity means full");
  return done();
}
