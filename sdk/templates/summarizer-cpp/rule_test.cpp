// SPDX-License-Identifier: MIT
// What a brief says of a conversation, and what it must not.
#include "rule.h"

#include "check.h"

namespace {

using namespace first_words;

void what_it_says() {
  const auto brief = brief_of({{By::us, "Hello! What can I do?", 1},
                               {By::customer, "  ", 2},
                               {By::customer, "My order ORD-123456 is late. Really late!", 3},
                               {By::us, "Please restart it.", 4},
                               {By::customer, "ORD-123456, invoice 2024-77 and room 12", 5}},
                              8);
  expect(brief.intent.text == "My order ORD-123456 is late." && brief.intent.source == 3, "the first words");
  expect(brief.numbers.size() == 2, "each number once; a short one is none");
  expect(brief.numbers.at(0).text == "ORD-123456" && brief.numbers.at(0).source == 3, "where it was said first");
  expect(brief.numbers.at(1).text == "2024-77" && brief.numbers.at(1).source == 5, "in their order");
  expect(brief.steps.size() == 2 && brief.steps.at(1).text == "Please restart it.", "what we said is what was tried");
}

void what_it_must_not() {
  const auto brief = brief_of({{By::customer, "card [card ending 1111] 4711-", 1},
                               {By::us, "a", 2}, {By::us, "b", 3}, {By::us, "c", 4}, {By::us, "d", 5}},
                              8);
  expect(brief.numbers.size() == 1 && brief.numbers.at(0).text == "4711", "a mark of the host is no number");
  expect(brief.steps.size() == 3 && brief.steps.at(0).text == "b", "the latest three, not a transcript");
  expect(brief_of({{By::customer, "111 222 333", 1}}, 2).numbers.size() == 2, "no more numbers than wanted");
  expect(brief_of({}, 8).intent.source == 0 && !brief_of({}, 8).intent.text.empty(), "no words are said to be none");
}

void where_a_sentence_ends() {
  expect(first_sentence("Version 1.2 fails! Help") == "Version 1.2 fails!", "a point inside a word ends nothing");
  expect(first_sentence("one\ntwo") == "one", "a line ends it");
  const std::string cut = first_sentence(std::string(159, 'x') + "\xC3\xA9");
  expect(cut == std::string(159, 'x'), "a character is not cut in two");
}

}  // namespace

int main() {
  what_it_says();
  what_it_must_not();
  where_a_sentence_ends();
  return done();
}
