// SPDX-License-Identifier: MIT
// A code is taken for a word, or a word with a number for a code that somebody must have said.
#include "tokens.h"

#include <gtest/gtest.h>

namespace baton::brief_llm {
namespace {

TEST(Tokens, a_code_is_taken_for_a_word) {
  for (const char* code : {"ORD-123456", "ORD-12", "AB12/77", "0x80070005", "B-204", "iPhone15", "x7k9",
                           "14h30", "1500kg", "ref_9981"})
    EXPECT_TRUE(token_at(code, 0).is_code() || !token_at(code, 0).numbers.empty()) << code;
}

TEST(Tokens, a_word_with_a_number_is_taken_for_a_code) {
  for (const char* word : {"24-hour", "Day-30", "30min", "2nd", "5G", "H8", "and/or", "Wi-Fi", "4412", "it"})
    EXPECT_FALSE(token_at(word, 0).is_code()) << word;
}

TEST(Tokens, a_token_ends_too_early_or_too_late) {
  EXPECT_EQ(token_at("AB-12, and", 0).end, 5u);
  EXPECT_EQ(token_at("end- of", 0).end, 3u);
  EXPECT_EQ(token_at("Größe42!", 0).end, std::string_view("Größe42").size());
  EXPECT_EQ(token_at("1500-hour", 0).numbers, std::vector<std::string>{"1500"});
}

}  // namespace
}  // namespace baton::brief_llm
