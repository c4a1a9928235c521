// SPDX-License-Identifier: MIT
#include "scan.h"

#include <gtest/gtest.h>

namespace baton::brief {
namespace {

// "kind label=value" for each find.
std::vector<std::string> found_in(std::string_view message, const std::vector<std::string>& known = {}) {
  const Text text = analyse(readable(message));
  std::vector<std::string> out;
  for (const Found& f : scan(text, language_of(text), known))
    out.push_back(f.label + "=" + std::string(text.slice(f.begin, f.end)));
  return out;
}

using Strings = std::vector<std::string>;

TEST(Scan, addresses_and_numbers_people_can_be_reached_by) {
  EXPECT_EQ(found_in("mail jane.doe+x@example.co.uk, or www.example.com/a."),
            (Strings{"=jane.doe+x@example.co.uk", "=www.example.com/a"}));
  EXPECT_EQ(found_in("call +49 170 1234567"), Strings{"=+49 170 1234567"});
  EXPECT_EQ(found_in("call 555-867-5309"), Strings{"=555-867-5309"});
}

TEST(Scan, a_number_takes_the_words_that_name_it) {
  EXPECT_EQ(found_in("order number 4412 is late"), Strings{"order=4412"});
  EXPECT_EQ(found_in("it happened in room 450"), Strings{"room=450"});
  EXPECT_EQ(found_in("we are 3 guests"), Strings{"guests=3"});
  EXPECT_EQ(found_in("ticket #88"), Strings{"ticket=88"});
  EXPECT_EQ(found_in("see INV-2024-77"), Strings{"=INV-2024-77"});
}

TEST(Scan, amounts_dates_and_times) {
  EXPECT_EQ(found_in("they took $300.00 twice"), Strings{"=$300.00"});
  EXPECT_EQ(found_in("es waren 59,90 \xE2\x82\xAC"), Strings{"=59,90 \xE2\x82\xAC"});
  EXPECT_EQ(found_in("on May 12th at 5 pm"), (Strings{"=May 12th", "=5 pm"}));
  EXPECT_EQ(found_in("born 31/06/1996"), Strings{"=31/06/1996"});
  EXPECT_EQ(found_in("am 3. M\xC3\xA4rz um 17 Uhr"), (Strings{"=3. M\xC3\xA4rz", "=17 Uhr"}));
  EXPECT_EQ(found_in("you may call me later"), Strings{});
}

TEST(Scan, names_by_introduction_by_capitals_and_by_from_and_to) {
  EXPECT_EQ(found_in("my name is jane doe"), Strings{"name=jane doe"});
  EXPECT_EQ(found_in("Ich hei\xC3\x9F"
                     "e Max M\xC3\xBCller"),
            Strings{"name=Max M\xC3\xBCller"});
  EXPECT_EQ(found_in("I stayed at the Grand Plaza with Tom"), (Strings{"=Grand Plaza", "=Tom"}));
  EXPECT_EQ(found_in("it goes from the station to Los Angeles"), (Strings{"from=station", "to=Los Angeles"}));
  EXPECT_EQ(found_in("the Galaxy S21 is broken"), Strings{"=Galaxy S21"});
}

TEST(Scan, a_known_name_is_found_without_its_capitals) {
  EXPECT_EQ(found_in("and the grand plaza?", {"grand plaza"}), Strings{"=grand plaza"});
  EXPECT_EQ(found_in("a grander plazas", {"grand plaza"}), Strings{});
}

TEST(Scan, shouting_and_german_nouns_are_no_names) {
  EXPECT_EQ(found_in("THIS IS NOT ACCEPTABLE AT ALL"), Strings{});
  EXPECT_EQ(found_in("ich habe die Rechnung nicht und das Paket ist weg"), Strings{});
}

TEST(Scan, what_a_mask_left_is_no_number) { EXPECT_EQ(found_in("card **** **** **** 1111"), Strings{}); }

}  // namespace
}  // namespace baton::brief
