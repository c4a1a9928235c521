/* SPDX-License-Identifier: MIT
 * See rule.h.
 */
#include "rule.h"

#include <string.h>

enum { kSentenceMaxBytes = 160 };

static int is_digit(char c) { return c >= '0' && c <= '9'; }
static int is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static int is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

note_t first_sentence(const line_t *line) {
  const char *begin = line->text, *last = line->text + line->size, *end;
  note_t sentence = {NULL, 0, line->sequence};
  while (begin < last && is_blank(*begin)) ++begin;
  end = begin;
  while (end < last && *end != '\n') {
    const int ends = *end == '.' || *end == '!' || *end == '?';
    ++end;
    if (ends && (end == last || *end == ' ' || *end == '\n')) break;
  }
  if (end - begin > kSentenceMaxBytes) {
    end = begin + kSentenceMaxBytes;
    while (((unsigned char)*end & 0xC0) == 0x80) --end;
  }
  sentence.text = begin;
  sentence.size = (size_t)(end - begin);
  return sentence;
}

static void add_number(brief_t *brief, const char *begin, const char *end, uint64_t source, size_t max_numbers) {
  note_t number = {begin, 0, source};
  size_t digits = 0, i;
  while (end > begin && end[-1] == '-') --end;
  number.size = (size_t)(end - begin);
  for (i = 0; i < number.size; ++i) digits += is_digit(begin[i]) ? 1 : 0;
  if (digits < 3 || brief->number_count >= max_numbers) return;
  for (i = 0; i < brief->number_count; ++i) {
    const note_t *known = &brief->numbers[i];
    if (known->size == number.size && memcmp(known->text, begin, number.size) == 0) return;
  }
  brief->numbers[brief->number_count++] = number;
}

/* What stands in square brackets is a mark of the host ("[card ending 1111]"), no word of the customer. */
static void add_numbers(brief_t *brief, const line_t *line, size_t max_numbers) {
  const char *at = line->text, *end = line->text + line->size, *word = NULL;
  int in_mark = 0;
  for (; at < end; ++at) {
    const int of_a_word = is_digit(*at) || is_letter(*at) || (*at == '-' && word != NULL);
    if (of_a_word && !in_mark) {
      if (word == NULL) word = at;
    } else if (word != NULL) {
      add_number(brief, word, at, line->sequence, max_numbers);
      word = NULL;
    }
    if (*at == '[') in_mark = 1;
    if (*at == ']') in_mark = 0;
  }
  if (word != NULL) add_number(brief, word, end, line->sequence, max_numbers);
}

static void add_step(brief_t *brief, note_t step) {
  if (brief->step_count == kStepMaxCount) {
    memmove(brief->steps, brief->steps + 1, (kStepMaxCount - 1) * sizeof *brief->steps);
    --brief->step_count;
  }
  brief->steps[brief->step_count++] = step;
}

brief_t brief_of(const line_t *lines, size_t count, size_t max_numbers) {
  static const char kNothing[] = "the customer wrote nothing";
  brief_t brief;
  size_t i;
  memset(&brief, 0, sizeof brief);
  brief.intent.text = kNothing;
  brief.intent.size = sizeof kNothing - 1;
  for (i = 0; i < count; ++i) {
    const note_t sentence = first_sentence(&lines[i]);
    if (sentence.size == 0) continue;
    if (!lines[i].by_customer) {
      add_step(&brief, sentence);
      continue;
    }
    if (brief.intent.source == 0) brief.intent = sentence;
    add_numbers(&brief, &lines[i], max_numbers);
  }
  return brief;
}
