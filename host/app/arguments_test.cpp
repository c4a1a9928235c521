// SPDX-License-Identifier: MIT
// arguments_test.cpp - a misspelt option must stop a command, not be ignored by it.
#include <gtest/gtest.h>

#include "host/app/commands.h"

namespace baton::app {
namespace {

Arguments read(std::vector<std::string> words) { return Arguments(std::move(words), {"--config", "--clock"}, {"--json"}); }

TEST(Arguments, values_come_beside_or_behind_the_name) {
  for (const auto& words : {std::vector<std::string>{"--config", "a.json"}, std::vector<std::string>{"--config=a.json"}}) {
    const auto arguments = read(words);
    EXPECT_EQ(arguments.error(), "");
    EXPECT_EQ(arguments.value("--config"), "a.json");
    EXPECT_FALSE(arguments.value("--clock"));
  }
  EXPECT_EQ(read({"--config=a=b"}).value("--config"), "a=b");
  EXPECT_EQ(read({"--config="}).value("--config"), "");
}

TEST(Arguments, words_that_are_no_options_are_kept_in_order) {
  const auto arguments = read({"k1-c1", "--json", "k2-c1"});
  EXPECT_EQ(arguments.words(), (std::vector<std::string>{"k1-c1", "k2-c1"}));
  EXPECT_TRUE(arguments.has("--json"));
}

TEST(Arguments, an_unknown_option_and_a_missing_value_are_errors) {
  EXPECT_EQ(read({"--confg", "a.json"}).error(), "no option --confg");
  EXPECT_EQ(read({"--config"}).error(), "--config takes a value");
  EXPECT_EQ(read({"--json=yes"}).error(), "no option --json");
  EXPECT_EQ(read({"--"}).error(), "no option --");
}

TEST(Arguments, an_option_is_not_taken_for_the_value_of_another) {
  EXPECT_EQ(read({"--config", "--json"}).error(), "--config takes a value");
  EXPECT_EQ(read({"--config=--json"}).value("--config"), "--json");
}

TEST(Arguments, the_first_error_is_the_one_that_is_told) { EXPECT_EQ(read({"--confg", "x", "--config"}).error(), "no option --confg"); }

TEST(Fail, says_what_and_mend_on_standard_error) {
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(fail("no configuration is named", "give --config FILE"), 1);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "baton: no configuration is named; give --config FILE\n");
}

}  // namespace
}  // namespace baton::app
