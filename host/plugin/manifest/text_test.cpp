// SPDX-License-Identifier: MIT
#include "host/plugin/manifest/text.h"

#include <gtest/gtest.h>

namespace baton::plugin {
namespace {

TEST(Text, broken_utf8_is_found_wherever_it_stands) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("plain text that is longer than a word"));
  EXPECT_TRUE(is_utf8("gr\xC3\xBC\xC3\x9F""e \xE2\x82\xAC \xF0\x9F\x98\x80"));
  EXPECT_TRUE(is_utf8(std::string_view("a\0b", 3)));
  EXPECT_FALSE(is_utf8("\x80"));
  EXPECT_FALSE(is_utf8("12345678\xC3"));
  EXPECT_FALSE(is_utf8("\xC0\x80"));          // overlong NUL
  EXPECT_FALSE(is_utf8("\xE0\x80\xAF"));      // overlong slash
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));  // past U+10FFFF
  EXPECT_FALSE(is_utf8("\xF0\x9F\x98"));
}

TEST(Text, a_misspelt_word_finds_its_neighbour_and_a_strange_one_finds_none) {
  const std::vector<std::string> known{"access_token", "app_secrets", "phone_number_id"};
  EXPECT_EQ(nearest_word("acces_token", known), "access_token");
  EXPECT_EQ(nearest_word("app_secerts", known), "app_secrets");
  EXPECT_EQ(nearest_word("colour", known), "");
  EXPECT_EQ(nearest_word("", known), "");
}

TEST(Text, characters_are_counted_not_bytes) { EXPECT_EQ(code_point_count("\xC3\xBC\xF0\x9F\x98\x80x"), 3u); }

TEST(Text, a_line_for_the_log_cannot_break_it) { EXPECT_EQ(one_line("a\nb\r\tc\x7F\x1B[0m \xC3\xBC"), "a b  c  [0m \xC3\xBC"); }

}  // namespace
}  // namespace baton::plugin
