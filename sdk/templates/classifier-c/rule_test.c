/* SPDX-License-Identifier: MIT
 * Which messages say a phrase, and which only look like it.
 */
#include "rule.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static int said(const char *message, const char *phrase) {
  char *message_words = words_of(message, strlen(message)), *phrase_words = words_of(phrase, strlen(phrase));
  const int found = says(message_words, phrase_words);
  free(message_words);
  free(phrase_words);
  return found;
}

int main(void) {
  expect(said("I want MY  money, back!", "my money back"), "case, blanks and punctuation do not count");
  expect(said("its broken", "it's BROKEN"), "nor does an apostrophe");
  expect(said("my money back", "my money back"), "the phrase alone");
  expect(!said("my money is back", "my money back"), "another word stands between");
  expect(!said("my money backs", "my money back"), "a word is a whole word");
  expect(!said("enemy money back", "my money back"), "also the first one");
  expect(!said("", "my money back"), "nothing says nothing");
  expect(said("So ein \xC3\xA4rger.", "\xC3\xA4rger"), "letters of other scripts are letters");
  expect(!said("What?!", "?!"), "a phrase without a word is said by nobody");
  return done();
}
