// SPDX-License-Identifier: MIT
// Which messages say a phrase, and which only look like it.
#include "rule.h"

#include "check.h"

int main() {
  using phrases::Phrases;
  const Phrases both({"my money back", "it's BROKEN"});
  expect(both.said_in("I want MY  money, back!"), "case, blanks and punctuation do not count");
  expect(both.said_in("its broken"), "nor does an apostrophe");
  expect(both.said_in("my money back"), "the phrase alone");
  expect(!both.said_in("my money is back"), "another word stands between");
  expect(!both.said_in("my money backs"), "a word is a whole word");
  expect(!both.said_in("enemy money back"), "also the first one");
  expect(!both.said_in(""), "nothing says nothing");
  expect(Phrases({"\xC3\xA4rger"}).said_in("So ein \xC3\xA4rger."), "letters of other scripts are letters");
  expect(both.usable() && !Phrases({"good", "!?"}).usable(), "a phrase without a word would be said by everybody");
  return done();
}
