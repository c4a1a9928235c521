// SPDX-License-Identifier: MIT
// Text that somebody made to break us. Run under AddressSanitizer by tests/run --asan.
#include <gtest/gtest.h>

#include <random>

#include "brief.h"
#include "budget.h"

namespace baton::brief {
namespace {

// Valid UTF-8 without control characters: the analysis itself proves it, byte for byte.
bool is_clean(const std::string& text) { return readable(text) == text; }

void expect_sound(const Brief& brief) {
  EXPECT_LE(estimated_chars(brief), 1000u);
  EXPECT_EQ(brief.steps_state == StepsState::listed, !brief.steps.empty());  // B2
  for (const std::string* field :
       {&brief.intent, &brief.status, &brief.reason, &brief.next_action, &brief.decision_needed}) {
    EXPECT_TRUE(is_clean(*field));
    EXPECT_FALSE(field->empty());
  }
  for (const auto* items : {&brief.details, &brief.steps, &brief.evidence}) {
    for (const Item& item : *items) {
      EXPECT_TRUE(is_clean(item.label) && is_clean(item.value) && !item.value.empty());
      EXPECT_LE(item.label.size(),
                512u);  // BATON_ID_MAX_BYTES: one longer label and the host refuses the brief
    }
  }
}

Brief brief_of(const std::vector<std::string>& texts) {
  Input input;
  for (const std::string& text : texts) {
    Event event;
    event.sequence = input.events.size() + 1;
    event.speaker = static_cast<Speaker>(input.events.size() % 5);
    event.text = text;
    input.events.push_back(event);
  }
  return make_brief(input, {});
}

std::string repeated(std::string_view part, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += part;
  return out;
}

TEST(Hostile, a_megabyte_of_one_thing_is_only_long) {
  for (const char* part : {"a",
                           "1",
                           "@",
                           "a@b.",
                           "4111 ",
                           "DE89",
                           "no number ",
                           "\xF0\x9F\x98\x80",
                           "\xFF",
                           "from a to b and ",
                           "* ",
                           "password is ",
                           "Xx Yy ",
                           "? ",
                           "\n",
                           "my my is ",
                           "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D ",
                           "1st and ",
                           "\xE2\x80\xAE"
                           "abc ",
                           "http://",
                           "5 5 ",
                           "-1-1",
                           "www."}) {
    const std::string text = repeated(part, 1u << 20);
    expect_sound(brief_of({text, text, text, text, text}));
  }
}

TEST(Hostile, thousands_of_long_messages_are_read_within_a_fixed_amount) {
  const std::string text =
      repeated("my PIN is 1234 and order number 99881 at the Grand Plaza, really? ", 20'000);
  expect_sound(brief_of(std::vector<std::string>(5000, text)));
}

TEST(Hostile, nothing_at_all_is_survived) {
  for (const std::string& text :
       {std::string(), std::string(3, '\0'), std::string("\xC3"), std::string("?"), std::string(" \n ")}) {
    expect_sound(brief_of({text}));
    expect_sound(brief_of({text, text, text, text, text, text}));
  }
}

TEST(Hostile, random_bytes_and_random_words_give_sound_briefs_and_the_same_ones_again) {
  std::mt19937 random(7);
  const std::vector<std::string> words = {"my",
                                          "PIN",
                                          "is",
                                          "from",
                                          "to",
                                          "and",
                                          "1234",
                                          "4111111111111111",
                                          "name",
                                          "?",
                                          ".",
                                          ",",
                                          "no",
                                          "The",
                                          "Grand",
                                          "\xC3",
                                          "\xE2\x82\xAC",
                                          "@",
                                          "a@b.co",
                                          "5",
                                          "pm",
                                          "May",
                                          "#",
                                          "what",
                                          "your",
                                          "\n",
                                          "**",
                                          "I'm",
                                          "of",
                                          "http://",
                                          "order",
                                          "number",
                                          "de",
                                          "\xE6\xB3\xA8",
                                          "+"};
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> texts(1 + random() % 12);
    for (std::string& text : texts) {
      const std::size_t length = random() % 40;
      for (std::size_t i = 0; i < length; ++i) {
        if (round % 2 == 0) text += static_cast<char>(random() % 256);
        if (round % 2 == 1) text += words[random() % words.size()] + (random() % 3 != 0 ? " " : "");
      }
    }
    const Brief first = brief_of(texts);
    expect_sound(first);
    const Brief again = brief_of(texts);
    EXPECT_EQ(first.intent, again.intent);
    ASSERT_EQ(first.details.size(), again.details.size());
    for (std::size_t i = 0; i < first.details.size(); ++i)
      EXPECT_EQ(first.details[i].value, again.details[i].value);
  }
}

TEST(Hostile, no_card_number_survives_anywhere) {
  const Brief brief = brief_of({"I am 4111 1111 1111 1111", "4111-1111-1111-1111 noted", "x4111111111111111",
                                "card:4111111111111111?", "answer 4111111111111111"});
  std::string all = brief.intent + brief.decision_needed;
  for (const auto* items : {&brief.details, &brief.steps}) {
    for (const Item& item : *items) all += item.label + " " + item.value + " ";
  }
  EXPECT_EQ(all.find("4111 1111"), std::string::npos);
  EXPECT_EQ(all.find("4111-"), std::string::npos);
  EXPECT_EQ(all.find(":4111111111111111"), std::string::npos);
}

}  // namespace
}  // namespace baton::brief
