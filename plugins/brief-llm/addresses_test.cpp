// SPDX-License-Identifier: MIT
// An address is overlooked because of what stands around it, or ordinary words are taken for one.
#include "addresses.h"

#include <gtest/gtest.h>

namespace baton::brief_llm {
namespace {

TEST(Addresses, punctuation_hides_an_address) {
  for (const char* word : {"https://a.example/x", "(https://a.example/x).", "[text](https://a.example/x)",
                           "<https://a.example/x>", "see:https://a.example/x"})
    EXPECT_EQ(link_in(word), "https://a.example/x") << word;
  for (const char* word : {"pay.example.com", "(pay.example.com).", "\"pay.example.com\","})
    EXPECT_EQ(link_in(word), "pay.example.com") << word;
  EXPECT_EQ(link_in("a.example/x?y=1"), "a.example/x?y=1");
  EXPECT_EQ(address_in("(mailto:eva@example.com),"), "eva@example.com");
}

TEST(Addresses, letters_of_another_script_hide_an_address) {
  for (const char* word : {"p\xD0\xB0y.example", "пример.рф", "https://例え.jp"})
    EXPECT_FALSE(link_in(word).empty()) << word;
}

TEST(Addresses, ordinary_words_are_taken_for_one) {
  for (const char* word : {"", ".", "...", "e.g.", "i.e.,", "z.B.", "u.Ä.", "12.50", "10.12.2026", "end.",
                           "://", "a/b", "3.x", "@", "and/or"}) {
    EXPECT_EQ(link_in(word), "") << word;
    EXPECT_EQ(address_in(word), "") << word;
  }
  EXPECT_EQ(address_in("@eva"), "");
  EXPECT_EQ(address_in("eva@home"), "");
}

}  // namespace
}  // namespace baton::brief_llm
