// SPDX-License-Identifier: MIT
// phrase_test.cpp - the notation of phrases, and the set that finds them.
#include "host/policy/phrase.h"

#include <gtest/gtest.h>

#include "host/policy/signal_set.h"

namespace baton::policy {
namespace {

std::optional<std::string> named(std::string_view name) {
  if (name == "thing") return "app|card reader";
  if (name == "loop") return "{loop}";
  return std::nullopt;
}

bool matches(const std::string& phrase, const std::string& text) {
  const auto parsed = parse_phrase(phrase, named);
  EXPECT_EQ(parsed.problem, "") << phrase;
  return !SignalSet({SignalPhrases{{parsed}, {}}}).find(text).empty();
}

TEST(Phrase, case_accents_and_punctuation_hide_it) {
  EXPECT_TRUE(matches("cancel my account", "Please CANCEL my account!"));
  EXPECT_TRUE(matches("devolución", "quiero una DEVOLUCION."));
  EXPECT_TRUE(matches("can't pay", "I cant pay"));
  EXPECT_TRUE(matches("cant pay", "I can\u2019t pay"));
  EXPECT_TRUE(matches("l'argent", "rendez l\u2019argent"));
}

TEST(Phrase, a_part_of_a_word_is_the_word) {
  EXPECT_FALSE(matches("sue", "the issue"));
  EXPECT_FALSE(matches("cancel", "cancellation"));
  EXPECT_TRUE(matches("cancel*", "cancellation"));
}

TEST(Phrase, alternatives_and_optional_words) {
  EXPECT_TRUE(matches("(close|shut down) [my|the] account", "close account"));
  EXPECT_TRUE(matches("(close|shut down) [my|the] account", "shut down the account"));
  EXPECT_FALSE(matches("(close|shut down) [my|the] account", "close his account"));
}

TEST(Phrase, a_gap_crosses_the_end_of_a_sentence_or_has_no_end) {
  EXPECT_TRUE(matches("cancel ... account", "cancel this terrible account"));
  EXPECT_FALSE(matches("cancel ... account", "cancel it. My account is fine"));
  EXPECT_FALSE(matches("cancel ... account", "cancel one two three four five six seven account"));
  EXPECT_TRUE(matches("cancel _ account", "cancel that account"));
  EXPECT_FALSE(matches("cancel _ account", "cancel account"));
  EXPECT_TRUE(matches("error #", "error 502"));
  EXPECT_TRUE(matches("cancel ... api.example.com", "cancel it at api.example.com"));
}

TEST(Phrase, a_negated_phrase_counts) {
  EXPECT_FALSE(matches("!(not|never) cancel", "I would never want to cancel"));
  EXPECT_TRUE(matches("!(not|never) cancel", "That is not it. Cancel"));
  EXPECT_TRUE(matches("!(not|never) cancel", "not one two three four cancel"));
  EXPECT_FALSE(matches("refund !(policy)", "your refund policy"));
  EXPECT_TRUE(matches("refund !(policy)", "I want a refund"));
}

TEST(Phrase, a_list_by_name) {
  EXPECT_TRUE(matches("{thing} broken", "card reader broken"));
  EXPECT_EQ(parse_phrase("{thng} broken", named).problem, "names the list {thng}, which is not there");
  EXPECT_NE(parse_phrase("{loop} broken", named).problem, "");
}

TEST(Phrase, what_cannot_be_read_or_would_match_everything_is_taken) {
  for (const char* bad :
       {"", "...", "[maybe]", "(a|b", "a)", "(a|)", "!not", "a !(b) c", "a | b", "{thing", "?? a", "_ #"})
    EXPECT_NE(parse_phrase(bad, named).problem, "") << bad;
}

TEST(SignalSet, a_hit_points_past_the_words_it_is_about) {
  const std::string text =
      "Bonjour, vous \xc3\xaates en d\xc3\xa9"
      "faut: je veux un REMBOURSEMENT complet";
  const SignalSet set({SignalPhrases{{parse_phrase("un remboursement", named)}, {}}});
  const auto hits = set.find(text);
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_EQ(text.substr(static_cast<std::size_t>(hits[0].begin), static_cast<std::size_t>(hits[0].length)),
            "un REMBOURSEMENT");
}

TEST(SignalSet, each_signal_once_in_order_with_its_sentence) {
  const SignalSet set({SignalPhrases{{parse_phrase("refund", named), parse_phrase("money back", named)}, {}},
                       SignalPhrases{{parse_phrase("error", named)}, {}}});
  const auto hits = set.find("An error. Refund me, I want my money back");
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].signal, 0u);
  EXPECT_EQ(hits[0].sentence, 1);
  EXPECT_EQ(hits[1].sentence, 0);
}

TEST(SignalSet, what_is_left_out_hides_what_stands_elsewhere) {
  const SignalSet set({SignalPhrases{{parse_phrase("cancel", named)}, {parse_phrase("cancel ... order", named)}}});
  EXPECT_TRUE(set.find("cancel my order").empty());
  EXPECT_EQ(set.find("cancel my order. And cancel").size(), 1u);
}

TEST(SignalSet, a_long_or_broken_text_breaks_it) {
  const SignalSet set({SignalPhrases{{parse_phrase("cancel ... account", named)}, {}}});
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "cancel ";
  EXPECT_TRUE(set.find(text).empty());
  EXPECT_TRUE(set.find("\xff\xfe cancel \x80 acc").empty());
  EXPECT_TRUE(set.find("").empty());
}

}  // namespace
}  // namespace baton::policy
