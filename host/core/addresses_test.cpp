// SPDX-License-Identifier: MIT
// addresses_test.cpp - I2: one person is one customer in every spelling, and two persons are never one.
#include "host/core/addresses.h"

#include <gtest/gtest.h>

namespace baton::core {
namespace {

std::string phone(std::string_view text) { return normalised(AddressKind::phone, text); }

TEST(Addresses, punctuation_of_a_phone_is_not_a_new_customer) {
  for (const auto* text : {"+49 151 2345678", "0049-151-2345678", "(49) 151/2345678", " 491512345678\t"})
    EXPECT_EQ(phone(text), "491512345678") << text;
}

TEST(Addresses, brazil_ninth_digit_is_one_person) {
  EXPECT_EQ(phone("+55 11 91234-5678"), phone("+55 11 1234-5678"));
  EXPECT_NE(phone("+55 11 91234-5678"), phone("+55 21 91234-5678"));
  EXPECT_EQ(phone("+55 11 3234-5678"), "551132345678");  // a landline has no ninth digit to lose
}

TEST(Addresses, mexico_1_is_one_person) { EXPECT_EQ(phone("+52 1 55 1234 5678"), phone("+52 55 1234 5678")); }

TEST(Addresses, argentina_9_is_one_person) { EXPECT_EQ(phone("+54 9 11 1234 5678"), phone("+54 11 1234 5678")); }

TEST(Addresses, other_countries_keep_every_digit) {
  EXPECT_NE(phone("+44 7911 123456"), phone("+44 711 123456"));
  EXPECT_EQ(phone("+1 555 912 3456"), "15559123456");
}

TEST(Addresses, nothing_is_not_an_address) {
  EXPECT_EQ(phone("+"), "");
  EXPECT_EQ(phone("anonymous"), "");
  EXPECT_EQ(normalised(AddressKind::email, "  "), "");
}

TEST(Addresses, mail_is_one_mailbox_in_every_case) {
  EXPECT_EQ(normalised(AddressKind::email, " Ada@Example.COM "), "ada@example.com");
}

TEST(Addresses, ids_of_the_channel_stay_as_they_are) {
  EXPECT_EQ(normalised(AddressKind::user_id, " US.Ab-1 "), "US.Ab-1");
}

TEST(Addresses, normalising_twice_changes_nothing) {
  for (const auto* text : {"+55 11 91234-5678", "+5511999999999", "+521551234567", "+5491112345678", "00491"})
    EXPECT_EQ(phone(phone(text)), phone(text)) << text;
}

}  // namespace
}  // namespace baton::core
