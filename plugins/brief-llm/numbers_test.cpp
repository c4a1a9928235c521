// SPDX-License-Identifier: MIT
// A number is taken for another one, or one number for two.
#include "numbers.h"

#include <gtest/gtest.h>

namespace baton::brief_llm {
namespace {

std::string canon(const std::string& text) {
  return canonical(number_at(text, text.find_first_of("0123456789")));
}
std::string amount(const std::string& text) {
  const Number number = number_at(text, text.find_first_of("0123456789"));
  const Piece piece = amount_piece(number, text);
  return canonical(number, piece.first, piece.last) + number.currency;
}

TEST(Numbers, one_amount_has_many_spellings) {
  for (const char* same : {"1250 EUR", "€1,250", "1.250,00 €", "1 250 euros", "EUR 1'250.00", "1250.0 Euro"})
    EXPECT_EQ(amount(same), "1250eur") << same;
  EXPECT_EQ(amount("12,5 %"), "12.5%");
  EXPECT_EQ(amount("$ 12.50"), "12.5usd");
  EXPECT_EQ(amount("(R$ 30)"), "30brl");
}

TEST(Numbers, an_amount_that_lost_its_point_is_the_same) {
  EXPECT_NE(amount("12.50 EUR"), amount("1250 EUR"));
}

TEST(Numbers, cents_are_taken_for_thousands) {
  EXPECT_EQ(canon("1.250"), "1250");
  EXPECT_EQ(canon("1.25"), "1.25");
  EXPECT_EQ(canon("12.05.2026"), "12052026");
}

TEST(Numbers, a_number_before_an_amount_becomes_part_of_it) {
  EXPECT_EQ(amount("4412 30 EUR"), "30eur");
  EXPECT_EQ(amount("EUR 30 4412"), "30eur");
}

TEST(Numbers, a_phone_number_or_a_time_ends_at_its_first_separator) {
  EXPECT_EQ(canon("+49 170 1234567"), "491701234567");
  EXPECT_EQ(canon("10:30"), "1030");
  EXPECT_EQ(canon("4-4-1-2"), "4412");
}

TEST(Numbers, a_word_that_begins_with_digits_is_swallowed) {
  const Number number = number_at("12 34ab", 0);
  EXPECT_EQ(number.end, 2u);
  EXPECT_EQ(number.groups.size(), 1u);
}

}  // namespace
}  // namespace baton::brief_llm
