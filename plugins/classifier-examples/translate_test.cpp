// SPDX-License-Identifier: MIT
#include "translate.h"

#include <gtest/gtest.h>

#include <cstddef>

namespace baton::classifier_examples {
namespace {

TEST(ClassifierTranslate, words_are_read_where_there_are_none) {
  auto event = sdk::make_record<baton_event_t>();
  event.kind = BATON_EVENT_CUSTOMER_MESSAGE;
  event.text = sdk::str("hello");
  EXPECT_EQ(words_in(event), "hello");
  event.kind = BATON_EVENT_AGENT_MESSAGE;
  EXPECT_EQ(words_in(event), "");
  event.kind = BATON_EVENT_CUSTOMER_MESSAGE;
  event.struct_size = offsetof(baton_event_t, text);
  EXPECT_EQ(words_in(event), "") << "an older host did not fill it in";
}

TEST(ClassifierTranslate, wrong_settings_are_taken) {
  EXPECT_EQ(settings_of(R"({"examples": {"a": ["one two"]}, "minimum": 0.4, "most": 3})").most, 3u);
  EXPECT_THROW(settings_of(""), sdk::Failure);
  EXPECT_THROW(settings_of("{}"), sdk::Failure);
  EXPECT_THROW(settings_of(R"({"examples": {"a": "one"}})"), sdk::Failure);
  EXPECT_THROW(settings_of(R"({"examples": {}, "minimum": 0})"), sdk::Failure);
  EXPECT_THROW(settings_of(R"({"examples": {}, "most": 0})"), sdk::Failure);
}

}  // namespace
}  // namespace baton::classifier_examples
