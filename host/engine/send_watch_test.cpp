// SPDX-License-Identifier: MIT
// send_watch_test.cpp - who wrote a reply hears its last word once, and never another message's.
#include "host/engine/send_watch.h"

#include <gtest/gtest.h>

namespace baton::engine {
namespace {

class SendWatchTest : public ::testing::Test {
 protected:
  void watch(const std::string& message) {
    sends.watch({message}, {}, [this, message](const SendFate& fate) { told.emplace_back(message, fate); });
  }
  static core::Ruled gate(const std::string& message, core::GateDecision decision, core::HoldReason hold = core::HoldReason::none) {
    return {core::GateDecided{{message}, decision, hold, "because", {}, {}, {}}, "W3"};
  }
  static core::Ruled confirmed(const std::string& message) { return {core::SendConfirmed{{message}, {}, {}}, "W3"}; }
  static core::Ruled ended(const std::string& message) { return {core::SendEnded{{message}, core::SendState::failed, "131026", ""}, "W3"}; }

  static core::Ruled deferred(const std::string& message, core::Instant again,
                              core::FailureScope scope = core::FailureScope::message) {
    return {core::SendDeferred{{message}, "130429", scope, again, "rate"}, "W3"};
  }

  SendWatch sends;
  std::vector<std::pair<std::string, SendFate>> told;
};

TEST_F(SendWatchTest, a_word_that_is_under_way_is_no_last_word) {
  watch("m1");
  sends.see({gate("m1", core::GateDecision::free)});
  EXPECT_TRUE(told.empty());
  sends.see({confirmed("m1")});
  ASSERT_EQ(told.size(), 1u);
  EXPECT_TRUE(told[0].second.final);
  EXPECT_EQ(told[0].second.decision, core::GateDecision::free);
}

TEST_F(SendWatchTest, it_is_told_once) {
  watch("m1");
  sends.see({confirmed("m1"), ended("m1")});
  sends.see({confirmed("m1")});
  EXPECT_EQ(told.size(), 1u);
}

TEST_F(SendWatchTest, a_hold_is_told_at_once_and_is_not_final) {
  watch("m1");
  sends.see({gate("m1", core::GateDecision::hold, core::HoldReason::unknown_result)});
  ASSERT_EQ(told.size(), 1u);
  EXPECT_FALSE(told[0].second.final);
  EXPECT_EQ(told[0].second.hold, core::HoldReason::unknown_result);
  EXPECT_EQ(told[0].second.why, "because");
}

TEST_F(SendWatchTest, a_failure_becomes_a_refusal_with_the_channels_code) {
  watch("m1");
  sends.see({gate("m1", core::GateDecision::free), ended("m1")});
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].second.decision, core::GateDecision::refused);
  EXPECT_EQ(told[0].second.why, "131026");
}

TEST_F(SendWatchTest, a_channel_that_fails_for_a_moment_is_told_with_the_time_of_the_next_try) {
  sends.watch({"m1"}, [] {
    SendFate free;
    SendWatch::add(free, gate("m1", core::GateDecision::free).fact);
    return free;
  }(), [this](const SendFate& fate) { told.emplace_back("m1", fate); });
  sends.see({deferred("m1", {5000})});
  ASSERT_EQ(told.size(), 1u);
  const auto& fate = told[0].second;
  EXPECT_EQ(fate.decision, core::GateDecision::free);
  EXPECT_TRUE(fate.decided);
  EXPECT_FALSE(fate.final);
  EXPECT_EQ(fate.until, core::Instant{5000});
  EXPECT_NE(fate.why.find("130429"), std::string::npos) << fate.why;
}

// W4: what the channel would not let through freely takes another way at once, which may need a look at the templates.
TEST_F(SendWatchTest, a_word_the_gate_sends_another_way_is_still_under_way) {
  watch("m1");
  sends.see({deferred("m1", {5000}, core::FailureScope::window)});
  EXPECT_TRUE(told.empty());
  sends.see({gate("m1", core::GateDecision::template_message)});
  EXPECT_TRUE(told.empty());
  sends.see({confirmed("m1")});
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].second.decision, core::GateDecision::template_message);
}

TEST_F(SendWatchTest, another_messages_fate_and_a_forgotten_watch_tell_nothing) {
  watch("m1");
  watch("m2");
  sends.forget({"m2"});
  sends.see({confirmed("m2"), confirmed("m3")});
  EXPECT_TRUE(told.empty());
  sends.see({confirmed("m1")});
  EXPECT_EQ(told.size(), 1u);
}

TEST_F(SendWatchTest, who_is_told_may_watch_the_next_word) {
  sends.watch({"m1"}, {}, [this](const SendFate&) { watch("m2"); });
  sends.see({confirmed("m1"), confirmed("m2")});
  EXPECT_TRUE(told.empty());  // m2 was not watched when its fact was seen
  sends.see({confirmed("m2")});
  EXPECT_EQ(told.size(), 1u);
}

}  // namespace
}  // namespace baton::engine
