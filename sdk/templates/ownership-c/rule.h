/* SPDX-License-Identifier: MIT
 *
 * rule.h - the whole decision of this plugin, without Baton: who of these people should get the conversation?
 */
#ifndef RULE_H_
#define RULE_H_

#include <stddef.h>
#include <stdint.h>

typedef struct person {
  const char *agent_id; /* borrowed; agent_size bytes, no NUL behind them */
  size_t agent_size;
  int holds_lane;
  int speaks_language;
  uint32_t load_milliunits;
  uint32_t capacity_milliunits;
  int64_t idle_since_unix_ms;
} person_t;

/* Share of the capacity that is in use; somebody without capacity is full. */
uint32_t load_permille(const person_t *person);

/* The least loaded person who holds the lane, speaks the language and is not above the limit; among equals the one who
 * has waited longest, then the smaller id, so that the same view always gives the same answer. NULL when none fits. */
const person_t *least_busy(const person_t *people, size_t count, uint32_t max_load_permille);

#endif /* RULE_H_ */
