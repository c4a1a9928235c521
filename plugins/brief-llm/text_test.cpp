// SPDX-License-Identifier: MIT
// Two spellings of one text are compared as two texts, or a text hides what it holds.
#include "text.h"

#include <gtest/gtest.h>

#include <random>

namespace baton::brief_llm {
namespace {

TEST(Text, digits_of_another_script_are_other_digits) {
  for (const char* four : {"4412", "４４１２", "٤٤١٢", "۴۴۱۲", "४४१२", "𝟒𝟒𝟏𝟐"})
    EXPECT_EQ(plain(four), "4412") << four;
}

TEST(Text, quotes_hyphens_and_spaces_have_many_spellings) {
  EXPECT_EQ(plain("  “it’s” \xC2\xA0\n ORD–12 "), "\"it's\" ORD-12");
  EXPECT_EQ(fold("STRASSE Ärger ÉTÉ ΑΒΓ МОСКВА"), "strasse ärger été αβγ москва");
}

TEST(Text, what_cannot_be_seen_parts_a_number) {
  EXPECT_EQ(plain("44\xE2\x80\x8B"
                  "12"),
            "4412");
}

TEST(Text, a_line_holds_what_a_line_must_not) {
  for (const char* bad : {"two\nlines", "tab\there", "turned \xE2\x80\xAE round", "hidden \xE2\x80\x8B",
                          "<script>x", "</b>", "<!-- x", "line\xE2\x80\xA8separator", "\x7F"})
    EXPECT_FALSE(is_clean_line(bad)) << bad;
  for (const char* good :
       {"a < b", "5 <6", "Übergabe an Lagerist 4412", "नमस्ते क्\xE2\x80\x8Dष", "👩\xE2\x80\x8D💻", ""})
    EXPECT_TRUE(is_clean_line(good)) << good;
}

TEST(Text, the_beginning_of_a_text_ends_inside_a_character) {
  EXPECT_EQ(first_chars("äöü", 2), "äö");
  EXPECT_EQ(first_chars("abc", 9), "abc");
  EXPECT_EQ(count_chars("äöü"), 3u);
}

TEST(Text, bytes_that_are_no_text_are_read_past_the_end) {
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 30, ' ');
    for (char& c : bytes) c = static_cast<char>(random() % 256);
    const std::string once = plain(bytes);
    EXPECT_EQ(plain(once), once) << "a spelling that is not settled";
    fold(bytes), words_of(bytes), is_clean_line(bytes), first_chars(bytes, 5);
  }
}

}  // namespace
}  // namespace baton::brief_llm
