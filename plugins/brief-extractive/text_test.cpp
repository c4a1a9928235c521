// SPDX-License-Identifier: MIT
#include "text.h"

#include <gtest/gtest.h>

#include "words.h"

namespace baton::brief {
namespace {

TEST(Text, bad_bytes_are_replaced_one_for_one_so_that_offsets_stay) {
  const std::string bad("a\xFF\xC3(b\0c\xED\xA0\x80", 10);
  const std::string good = readable(bad);
  EXPECT_EQ(good.size(), bad.size());
  EXPECT_EQ(good, std::string("a?") + "?(b c???");
  EXPECT_EQ(readable("\xE2\x82\xAC 5"), "\xE2\x82\xAC 5");
}

TEST(Text, a_cut_never_splits_a_character) {
  std::string text(kMessageReadMaxBytes - 1, 'x');
  text += "\xC3\xA4\xC3\xA4";
  EXPECT_EQ(readable(text).size(), kMessageReadMaxBytes - 1);
  EXPECT_EQ(count_chars(shorten("\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4", 3)), 3u);
}

TEST(Text, sentences_end_at_stops_but_not_inside_numbers_titles_and_dates) {
  const Text text = analyse("Dr. Who paid 3.50 on 3. M\xC3\xA4rz. Really? Yes");
  ASSERT_EQ(text.sentences.size(), 3u);
  EXPECT_FALSE(text.sentences[0].question);
  EXPECT_TRUE(text.sentences[1].question);
  EXPECT_EQ(text.word(0), "dr");
}

TEST(Text, digits_beside_a_script_without_spaces_are_words_of_their_own) {
  const Text text = analyse(
      "\xE6\xB3\xA8\xE6\x96\x87"
      "12345\xE3\x81\xA7");
  ASSERT_EQ(text.tokens.size(), 3u);
  EXPECT_TRUE(text.tokens[1].has(kAllDigits));
}

TEST(Text, lower_case_keeps_the_length) {
  const std::string upper = "\xC3\x84PFEL \xC3\x89T\xC3\x89";
  EXPECT_EQ(fold(upper), "\xC3\xA4pfel \xC3\xA9t\xC3\xA9");
}

TEST(Text, shortening_ends_at_a_word) {
  EXPECT_EQ(shorten("one two three four", 12), "one two");
  EXPECT_EQ(shorten("one, two", 6), "one");
  EXPECT_EQ(shorten("short", 12), "short");
}

TEST(Text, language_is_told_by_small_words) {
  EXPECT_EQ(language_of(analyse("I have not received my order")), Language::en);
  EXPECT_EQ(language_of(analyse("ich habe meine Bestellung nicht erhalten")), Language::de);
  EXPECT_EQ(language_of(analyse("je n'ai pas re\xC3\xA7u ma commande")), Language::fr);
  EXPECT_EQ(language_of(analyse("quiero devolver los zapatos")), Language::es);
  EXPECT_EQ(language_of(analyse("12345")), Language::unknown);
  EXPECT_EQ(language_of_tag("pt-BR"), Language::pt);
  EXPECT_EQ(language_of_tag("eng"), Language::unknown);
}

}  // namespace
}  // namespace baton::brief
