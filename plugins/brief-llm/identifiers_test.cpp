// SPDX-License-Identifier: MIT
// An identifier that nobody said passes, or one that somebody said is refused (B3).
#include "identifiers.h"

#include <gtest/gtest.h>

#include <random>

namespace baton::brief_llm {
namespace {

Known known(std::initializer_list<const char*> texts) {
  Known made;
  for (const char* text : texts) made.add(text);
  return made;
}

const Known& conversation() {
  static const Known made = known(
      {"My order ORD-123456 from 12.05.2026 (invoice AB12/77) has not arrived. I paid 1.250,00 € and 19.99 "
       "for the cover.",
       "Write to eva.braun@example.com or call +44 20 7946 0958, my card is [card ending 1111] and the code "
       "was [code].",
       "See https://shop.example.com/track?id=99881 - it said 24 hours; my iPhone 15 shows error 0x80070005.",
       "take ord 555-777 as well, 20 percent off was promised, room B-204"});
  return made;
}

std::string unknown(const char* text) {
  const auto sort = conversation().first_unknown(text);
  return sort ? std::string(to_string(*sort)) : "";
}

TEST(Identifiers, what_was_said_is_refused) {
  for (const char* said : {"ORD-123456 is late",
                           "order 123456 is late",
                           "ord 123456",
                           "bought on 12.05.2026",
                           "in 2026",
                           "paid EUR 1250",
                           "paid 1,250 euros",
                           "19.99 extra",
                           "19,99 EUR extra",
                           "eva.braun@example.com",
                           "+44 20 7946 0958",
                           "call 442079460958",
                           "the card ending 1111",
                           "[card ending 1111]",
                           "[Code]",
                           "https://shop.example.com/track?id=99881",
                           "track 99881",
                           "waits for 24 hours",
                           "a 24-hour wait",
                           "iPhone 15",
                           "error 0x80070005",
                           "invoice AB12/77",
                           "20% off",
                           "ord 555-777",
                           "555777",
                           "room B204",
                           "twice, 3 days, 2 of 7 parcels",
                           "nothing at all",
                           "",
                           "e.g. the order, i.e. it"})
    EXPECT_EQ(unknown(said), "") << said;
}

TEST(Identifiers, what_nobody_said_passes) {
  const std::pair<const char*, const char*> lies[] = {{"order ORD-999999", "a code"},
                                                      {"order ORD-12345", "a code"},
                                                      {"order ORD-1234567", "a code"},
                                                      {"XRD-123456", "a code"},
                                                      {"order 99999", "a number"},
                                                      {"order 12345", "a number"},
                                                      {"order 9 9 9 9", "a number"},
                                                      {"order 9-9-9-9", "a number"},
                                                      {"order ９９９９", "a number"},
                                                      {"bought on 13.05.2026", "a number"},
                                                      {"in 2025", "a number"},
                                                      {"paid 250 EUR", "an amount"},
                                                      {"paid 12.50 EUR", "an amount"},
                                                      {"paid 125 000 EUR", "an amount"},
                                                      {"paid 1250 USD", "an amount"},
                                                      {"30% off", "an amount"},
                                                      {"$5", "an amount"},
                                                      {"eva@example.com", "a mail address"},
                                                      {"https://evil.example/pay", "a web address"},
                                                      {"see evil.example.org", "a web address"},
                                                      {"www.evil.example", "a web address"},
                                                      {"[card ending 2222]", "a mark of withheld data"},
                                                      {"[password]", "a mark of withheld data"},
                                                      {"card 4111 1111 1111 1111", "a number"},
                                                      {"card 4111111111111111", "a number"},
                                                      {"error 0x80070006", "a code"},
                                                      {"+44 20 7946 0959", "a number"}};
  for (const auto& [lie, sort] : lies) EXPECT_EQ(unknown(lie), sort) << lie;
}

TEST(Identifiers, a_mark_of_the_host_is_undone_I4) {
  for (const char* undone : {"the code was 482913", "code 4829", "card 4000 0000 0000 1111",
                             "4000-0000-0000-1111", "4000000000001111"})
    EXPECT_NE(unknown(undone), "") << undone;
}

TEST(Identifiers, a_part_of_a_longer_number_or_code_passes_for_the_whole) {
  const Known known_one = known({"reference 8812345678, key AB-12-CD-34"});
  for (const char* part : {"88123456", "12345678", "AB-12", "12-CD-34"})
    EXPECT_TRUE(known_one.first_unknown(part)) << part;
  EXPECT_FALSE(known_one.first_unknown("AB12CD34"));
}

TEST(Identifiers, one_changed_digit_of_what_was_said_passes) {
  std::mt19937 random(5);
  for (int round = 0; round < 2000; ++round) {
    std::string digits = std::to_string(1'000'000 + random() % 8'000'000);
    std::string said = "my number is ";
    for (std::size_t i = 0; i < digits.size(); ++i) {
      if (i > 0 && random() % 4 == 0) said += " .-/"[random() % 4];
      said += digits[i];
    }
    Known one;
    one.add(said);
    EXPECT_FALSE(one.first_unknown("it is " + said.substr(13))) << said;
    std::string lie = digits;
    const std::size_t at = random() % lie.size();
    lie[at] = static_cast<char>('0' + (lie[at] - '0' + 1 + static_cast<int>(random() % 9)) % 10);
    EXPECT_TRUE(one.first_unknown("it is " + lie)) << said << " / " << lie;
  }
}

TEST(Identifiers, random_text_is_known_to_itself_or_breaks_something) {
  std::mt19937 random(17);
  constexpr std::string_view kParts[] = {"ab",           "12",   "-",    ".", " ", "@", "[", "]",   "://",
                                         "\xE2\x82\xAC", "EUR ", "4412", "/", "X", ",", "%", "\xFF"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = random() % 25; i > 0; --i) text += kParts[random() % std::size(kParts)];
    Known one;
    one.add(text);
    EXPECT_FALSE(one.first_unknown(text)) << text;
  }
}

TEST(Identifiers, a_megabyte_takes_for_ever) {
  std::string text;
  while (text.size() < (1u << 20)) text += "12 34-56.78 [a x@y.zz http://a.b/ AB12 ";
  Known one;
  one.add(text);
  EXPECT_FALSE(one.first_unknown("AB12"));
}

TEST(Identifiers, a_web_address_is_overlooked) {
  EXPECT_TRUE(has_link("open http://a.example/x"));
  EXPECT_TRUE(has_link("open (pay.example.com)."));
  EXPECT_FALSE(has_link("eva@example.com wrote. Then nothing, e.g. 12.50"));
}

TEST(Identifiers, marks_are_counted_by_their_form) {
  EXPECT_EQ(count_marks("[card ending 1111] and [code], [1], [], [ x"), 2u);
}

}  // namespace
}  // namespace baton::brief_llm
