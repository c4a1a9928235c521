/* SPDX-License-Identifier: MIT
 * What a brief says of a conversation, and what it must not.
 */
#include "rule.h"

#include <string.h>

#include "check.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static line_t customer(const char *text, uint64_t sequence) {
  const line_t line = {1, text, strlen(text), sequence};
  return line;
}

static line_t us(const char *text, uint64_t sequence) {
  const line_t line = {0, text, strlen(text), sequence};
  return line;
}

static int is(note_t note, const char *text, uint64_t source) {
  return note.size == strlen(text) && memcmp(note.text, text, note.size) == 0 && note.source == source;
}

static void what_it_says(void) {
  const line_t lines[] = {us("Hello! What can I do?", 1), customer("  ", 2),
                          customer("My order ORD-123456 is late. Really late!", 3), us("Please restart it.", 4),
                          customer("ORD-123456, invoice 2024-77 and room 12", 5)};
  const brief_t brief = brief_of(lines, COUNT(lines), 8);
  expect(is(brief.intent, "My order ORD-123456 is late.", 3), "the first words, from where");
  expect(brief.number_count == 2, "each number once; a short one is none");
  expect(is(brief.numbers[0], "ORD-123456", 3), "where it was said first");
  expect(is(brief.numbers[1], "2024-77", 5), "in their order");
  expect(brief.step_count == 2 && is(brief.steps[1], "Please restart it.", 4), "what we said is what was tried");
}

static void what_it_must_not(void) {
  const line_t lines[] = {customer("card [card ending 1111] 4711-", 1), us("a", 2), us("b", 3), us("c", 4), us("d", 5)};
  const line_t many[] = {customer("111 222 333", 1)};
  const brief_t brief = brief_of(lines, COUNT(lines), 8);
  expect(brief.number_count == 1 && is(brief.numbers[0], "4711", 1), "a mark of the host is no word of the customer");
  expect(brief.step_count == 3 && is(brief.steps[0], "b", 3), "the latest three, not a transcript");
  expect(brief_of(many, 1, 2).number_count == 2, "no more numbers than wanted");
  expect(brief_of(NULL, 0, 8).intent.source == 0 && brief_of(NULL, 0, 8).intent.size > 0, "no words: said so");
}

static void where_a_sentence_ends(void) {
  char longest[164];
  const line_t version = customer("Version 1.2 fails! Help", 1), two = customer("one\ntwo", 1);
  line_t cut;
  memset(longest, 'x', 159);
  memcpy(longest + 159, "\xC3\xA9", 3);
  cut = customer(longest, 1);
  expect(is(first_sentence(&version), "Version 1.2 fails!", 1), "a point inside a word ends nothing");
  expect(is(first_sentence(&two), "one", 1), "a line ends it");
  expect(first_sentence(&cut).size == 159, "a character is not cut in two");
}

int main(void) {
  what_it_says();
  what_it_must_not();
  where_a_sentence_ends();
  return done();
}
