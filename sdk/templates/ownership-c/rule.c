/* SPDX-License-Identifier: MIT
 * See rule.h.
 */
#include "rule.h"

#include <string.h>

uint32_t load_permille(const person_t *person) {
  uint64_t permille;
  if (person->capacity_milliunits == 0) return 1000;
  permille = (uint64_t)person->load_milliunits * 1000 / person->capacity_milliunits;
  return permille > 1000 ? 1000 : (uint32_t)permille;
}

static int smaller_id(const person_t *a, const person_t *b) {
  const size_t both = a->agent_size < b->agent_size ? a->agent_size : b->agent_size;
  const int order = memcmp(a->agent_id, b->agent_id, both);
  return order != 0 ? order < 0 : a->agent_size < b->agent_size;
}

static int goes_before(const person_t *a, const person_t *b) {
  if (load_permille(a) != load_permille(b)) return load_permille(a) < load_permille(b);
  if (a->idle_since_unix_ms != b->idle_since_unix_ms) return a->idle_since_unix_ms < b->idle_since_unix_ms;
  return smaller_id(a, b);
}

const person_t *least_busy(const person_t *people, size_t count, uint32_t max_load_permille) {
  const person_t *best = NULL;
  size_t i;
  for (i = 0; i < count; ++i) {
    const person_t *one = &people[i];
    const int fits = one->holds_lane && one->speaks_language && one->load_milliunits < one->capacity_milliunits &&
                     load_permille(one) <= max_load_permille;
    if (fits && (best == NULL || goes_before(one, best))) best = one;
  }
  return best;
}
