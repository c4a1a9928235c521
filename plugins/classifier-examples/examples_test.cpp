// SPDX-License-Identifier: MIT
#include "examples.h"

#include <gtest/gtest.h>

namespace baton::classifier_examples {
namespace {

Settings settings() {
  Settings settings;
  settings.examples = {{"refund", {"I want my money back", "please return what I paid"}},
                       {"api_trouble", {"the webhook keeps failing", "your endpoint returns nonsense"}},
                       {"cancels", {"me quiero dar de baja", "I am done with you"}}};
  return settings;
}

std::string likeliest(std::string_view message) {
  const auto found = Examples(settings()).find(message);
  return found.empty() ? "" : found.front().name;
}

TEST(Examples, a_message_that_says_an_example_gets_its_intent) {
  EXPECT_EQ(likeliest("Hello! I want my money back for the blender, thanks"), "refund");
  EXPECT_EQ(likeliest("WEBHOOKS keep failing since noon; the webhook keeps failing"), "api_trouble");
  EXPECT_EQ(likeliest("Buenas, me quiero dar de baja hoy"), "cancels");
  EXPECT_EQ(Examples(settings()).find("I want my money back").front().likeness_permille, 1000u);
}

TEST(Examples, common_words_alone_name_an_intent) {
  EXPECT_EQ(likeliest("I want to know what the weather is"), "");
  EXPECT_EQ(likeliest("your"), "");
  EXPECT_EQ(likeliest(""), "");
}

TEST(Examples, more_intents_are_named_than_wanted_or_the_weaker_first) {
  auto wanted = settings();
  wanted.minimum = 0.3;
  const std::string both = "I want my money back, the webhook fails";
  const auto two = Examples(wanted).find(both);
  ASSERT_GE(two.size(), 2u);
  EXPECT_EQ(two[0].name, "refund");
  EXPECT_GE(two[0].likeness_permille, two[1].likeness_permille);
  wanted.most = 1;
  EXPECT_EQ(Examples(wanted).find(both).size(), 1u);
}

TEST(Examples, endings_case_and_signs_make_another_word) {
  EXPECT_EQ(words_of("Returning, RETURNED; returns!"), (std::vector<std::string>{"return", "return", "return"}));
  EXPECT_EQ(words_of("don't"), std::vector<std::string>{"dont"});
  EXPECT_EQ(words_of("\xE0\xA4\xB0\xE0\xA5\x81\xE0\xA4\xAA\xE0\xA4\xAF\xE0\xA5\x87").size(), 1u);
}

TEST(Examples, a_megabyte_takes_as_long_as_it_likes) {
  const Examples examples(settings());
  EXPECT_TRUE(examples.find(std::string(1 << 20, 'x')).empty());
  EXPECT_TRUE(Examples({}).find("anything").empty());
}

}  // namespace
}  // namespace baton::classifier_examples
