// SPDX-License-Identifier: MIT
// masking_test.cpp - I4: no card and no account number gets past the stage, and what only looks like one stays readable.
#include "host/core/masking.h"

#include <gtest/gtest.h>

#include <random>

namespace baton::core {
namespace {

std::string masked(std::string_view text) { return mask(text).text; }

bool luhn_valid(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int value = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) value = value > 4 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0;
}

TEST(Masking, cards_of_every_issuer_are_hidden) {
  for (const auto* card : {"4111111111111111", "4222222222222", "4000000000000000006", "5555555555554444", "2223003122003222",
                           "378282246310005", "341111111111111", "6011111111111117", "6511111111111112", "6441111111111117",
                           "30569309025904", "38520000023237", "3530111333300000", "6200000000000005", "6759649826438453",
                           "5018000000000009", "6304000000000000", "8171999927660000", "5081260000000001"}) {
    ASSERT_TRUE(luhn_valid(card)) << card;
    const std::string text(card);
    EXPECT_EQ(masked("card " + text + " please"), "card [card ending " + text.substr(text.size() - 4) + "] please");
  }
}

TEST(Masking, however_people_group_the_digits) {
  for (const auto* text : {"4111 1111 1111 1111", "4111-1111-1111-1111", "4111.1111.1111.1111", "41 11 11 11 11 11 11 11",
                           "4111\u00a01111\u00a01111\u00a01111", "4111  1111  1111  1111", "4111 - 1111 - 1111 - 1111",
                           "4111\u20131111\u20131111\u20131111"})
    EXPECT_EQ(masked(text), "[card ending 1111]") << text;
}

TEST(Masking, wherever_it_stands_in_the_text) {
  EXPECT_EQ(masked("(4111111111111111)"), "([card ending 1111])");
  EXPECT_EQ(masked("pin:4111111111111111,exp 12/27"), "pin:[card ending 1111],exp 12/27");
  EXPECT_EQ(masked("1) 4111 1111 1111 1111"), "1) [card ending 1111]");
  EXPECT_EQ(masked("2 4111 1111 1111 1111"), "2 [card ending 1111]");
  EXPECT_EQ(masked("visa4111111111111111"), "visa[card ending 1111]");
  EXPECT_EQ(masked("4111111111111111 5555555555554444"), "[card ending 1111] [card ending 4444]");
}

TEST(Masking, numbers_that_only_look_like_cards_stay) {
  for (const auto* text : {"4111111111111112",            // Luhn does not hold
                           "1234567812345670",            // Luhn holds, no issuer
                           "9400111899223197428490",      // a parcel
                           "41111111111111111111",        // 20 digits: no card is that long
                           "order 1000-2000-3000-4000", "call +49 30 901820", "2026-11-24 10:00"})
    EXPECT_EQ(mask(text).found, 0) << text;
}

// A phone number in international form is none, although 12 or 13 digits may pass as Maestro or as an old Visa.
TEST(Masking, a_phone_number_is_no_card) {
  for (int last = 0; last <= 9; ++last) {
    EXPECT_EQ(mask("+57 300 123 456" + std::to_string(last)).found, 0);
    EXPECT_EQ(mask("+49 1512 345678" + std::to_string(last)).found, 0);
    EXPECT_EQ(mask("+491512345678" + std::to_string(last)).found, 0);
  }
  EXPECT_EQ(mask("+4111111111111111").found, 1);  // longer than a phone number can be
}

TEST(Masking, accounts_are_hidden_in_every_grouping) {
  for (const auto* text : {"DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "de89 3704 0044 0532 0130 00",
                           "GB29 NWBK 6016 1331 9268 19", "NO9386011117947", "FR1420041010050500013M02606",
                           "MT84MALT011000012345MTLCAST001S", "DE89-3704-0044-0532-0130-00"})
    EXPECT_EQ(masked(text), "[IBAN]") << text;
  EXPECT_EQ(masked("IBAN:DE89370400440532013000."), "IBAN:[IBAN].");
}

TEST(Masking, a_wrong_account_number_is_none) {
  for (const auto* text : {"DE89370400440532013001", "DE8937040044053201300", "XX89370400440532013000", "DE at 89 Main Street"})
    EXPECT_EQ(mask(text).found, 0) << text;
}

TEST(Masking, own_ids_win) {
  const std::string text = "order 4111111111111111 paid";
  EXPECT_EQ(mask(text, {{6, 16, "order"}}).text, text);
  EXPECT_EQ(mask(text, {{0, 5, "word"}}).found, 1);
}

// A pattern without edges that hits a few digits of a card must not let the card through.
TEST(Masking, an_own_id_inside_a_card_does_not_uncover_it) {
  EXPECT_EQ(mask("4111111111111111", {{0, 6, "short"}}).found, 1);
}

TEST(Masking, only_the_last_four_digits_stay) {
  const auto result = mask("4012888888881881");
  EXPECT_EQ(result.text, "[card ending 1881]");
  EXPECT_EQ(result.found, 1);
}

TEST(Masking, masking_twice_changes_nothing) {
  for (const auto* text : {"4111 1111 1111 1111", "4111111111111111 and DE89370400440532013000", "x", "", "12 4111-1111-1111-1111 9"}) {
    const auto once = masked(text);
    EXPECT_EQ(masked(once), once);
    EXPECT_EQ(mask(once).found, 0);
  }
}

TEST(Masking, bytes_that_are_no_text_do_no_harm) {
  const std::string broken = "\xff\xc3(4111111111111111\xe2\x80";
  EXPECT_EQ(masked(broken), "\xff\xc3([card ending 1111]\xe2\x80");
}

std::string random_card(std::mt19937& random) {
  constexpr const char* kPrefixes[] = {"4", "51", "2221", "34", "6011", "36", "3528", "62", "6759"};
  constexpr std::size_t kLengths[] = {16, 16, 16, 15, 16, 14, 16, 17, 12};
  const auto which = random() % 9;
  std::string card = kPrefixes[which];
  while (card.size() + 1 < kLengths[which]) card += static_cast<char>('0' + random() % 10);
  for (char last = '0'; last <= '9'; ++last)
    if (luhn_valid(card + last)) return card + last;
  return card;
}

std::string grouped(const std::string& card, std::mt19937& random) {
  constexpr const char* kSeparators[] = {"", " ", "-", "\u00a0"};
  const std::string separator = kSeparators[random() % 4];
  std::string text;
  for (std::size_t i = 0; i < card.size(); ++i) {
    if (i > 0 && i % 4 == 0) text += separator;
    text += card[i];
  }
  return text;
}

TEST(Masking, no_card_survives_in_any_text) {
  std::mt19937 random(20261124);
  constexpr const char* kWords[] = {"my card is ", "nr. ", "12 ", "please, ", "+1 ", "order 77 ", "é ", "(", "\n", "IBAN "};
  for (int round = 0; round < 20'000; ++round) {
    const auto card = random_card(random);
    std::string text;
    for (auto n = random() % 4; n > 0; --n) text += kWords[random() % 10];
    text += grouped(card, random);
    for (auto n = random() % 3; n > 0; --n) text += std::string(" ") + kWords[random() % 10];
    const auto result = mask(text);
    ASSERT_GE(result.found, 1) << text;
    std::string digits;
    for (const char c : result.text)
      if (c >= '0' && c <= '9') digits += c;
    ASSERT_EQ(digits.find(card), std::string::npos) << text << " -> " << result.text;
  }
}

TEST(Masking, what_the_matcher_knows_stays_beside_a_card_I4) {
  const std::string text = "ssn 078-05-1120, card 4111111111111111";
  const auto masked = mask(text, {}, {{4, 11, "SSN"}});
  EXPECT_EQ(masked.text, "ssn [SSN], card [card ending 1111]");
  EXPECT_EQ(masked.found, 2);
  EXPECT_EQ(mask(text, {{4, 11, "own"}}, {{4, 11, "SSN"}}).text, "ssn 078-05-1120, card [card ending 1111]")
      << "own ids win";
}

TEST(Masking, nobody_can_say_what_was_masked_H13) {
  const auto masked = mask("4111 1111 1111 1111, again 4111111111111111, DE89370400440532013000");
  EXPECT_EQ(masked.found, 3);
  EXPECT_EQ(masked.classes, (std::vector<std::string>{"card", "iban"}));
  const std::vector<TextSpan> spans{{0, 3, "password"}, {4, 3, "code"}, {8, 3, "SSN"}, {12, 3, "sensitive"}};
  const auto given = mask("abc def ghi jkl", {}, spans);
  EXPECT_EQ(given.classes, (std::vector<std::string>{"password", "one_time_code", "national_id", "configured"}));
}

}  // namespace
}  // namespace baton::core
