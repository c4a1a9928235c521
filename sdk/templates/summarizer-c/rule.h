/* SPDX-License-Identifier: MIT
 *
 * rule.h - the whole reading of this plugin, without Baton: what of a conversation does a specialist have to know?
 * Texts are pieces of the lines, borrowed, without NUL behind them.
 */
#ifndef RULE_H_
#define RULE_H_

#include <stddef.h>
#include <stdint.h>

enum { kStepMaxCount = 3, kNumberMaxCount = 64 };

typedef struct line {
  int by_customer; /* 0: by us */
  const char *text;
  size_t size;
  uint64_t sequence; /* its place in the conversation */
} line_t;

/* Something that was said, and in which line. */
typedef struct note {
  const char *text;
  size_t size;
  uint64_t source;
} note_t;

typedef struct brief {
  note_t intent;                   /* what the customer began with; source 0 when they wrote nothing */
  note_t numbers[kNumberMaxCount]; /* words of the customer with at least three digits in them, each once */
  size_t number_count;
  note_t steps[kStepMaxCount]; /* what we said last */
  size_t step_count;
} brief_t;

/* Lines oldest first; max_numbers at most kNumberMaxCount. */
brief_t brief_of(const line_t *lines, size_t count, size_t max_numbers);

/* The first sentence, at most 160 bytes, never ending inside a character. Size 0 when there is none. */
note_t first_sentence(const line_t *line);

#endif /* RULE_H_ */
