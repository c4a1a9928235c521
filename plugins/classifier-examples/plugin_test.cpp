// SPDX-License-Identifier: MIT
// The plugin through its C tables, as a host drives it.
#include <gtest/gtest.h>

#include <baton/testing_plugin.hpp>

extern "C" const baton_entry_t* BATON_CALL baton_entry_v0(void);

namespace baton::classifier_examples {
namespace {

using namespace sdk::testing;

TEST(ClassifierPlugin, one_message_gets_one_answer) {
  FakeHost host;
  Loaded plugin(host, baton_entry_v0(), BATON_CLASSIFIER_FACTORY,
                R"({"examples": {"refund": ["I want my money back"]}, "minimum": 0.6, "most": 2})");
  plugin.start();
  auto event = sdk::make_record<baton_event_t>();
  event.kind = BATON_EVENT_CUSTOMER_MESSAGE;
  event.text = sdk::str("Please, I want my money back");
  EXPECT_EQ(plugin.classify(event, 5), BATON_OK);
  event.text = sdk::str("hello");
  EXPECT_EQ(plugin.classify(event, 6), BATON_OK);
  EXPECT_EQ(host.completions(), 2u);
  ASSERT_EQ(host.labels.size(), 2u);
  ASSERT_EQ(host.labels[0].answer.labels.size(), 1u);
  EXPECT_EQ(host.labels[0].answer.labels[0].scheme, "intent");
  EXPECT_EQ(host.labels[0].answer.labels[0].value, "refund");
  EXPECT_EQ(host.labels[0].answer.labels[0].score_permille, 1000u);
  EXPECT_TRUE(host.labels[1].answer.labels.empty()) << "no labels is an answer";
}

TEST(ClassifierPlugin, wrong_settings_make_no_instance) {
  FakeHost host;
  EXPECT_THROW(Loaded(host, baton_entry_v0(), BATON_CLASSIFIER_FACTORY, R"({"examples": 1})"), std::runtime_error);
}

}  // namespace
}  // namespace baton::classifier_examples
