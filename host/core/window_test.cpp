// SPDX-License-Identifier: MIT
// window_test.cpp - W1-W4: the edge of the service window to the second, and the channel's word over our arithmetic.
#include "host/core/window.h"

#include <gtest/gtest.h>

namespace baton::core {
namespace {

constexpr Instant kOpened{1'700'000'000'000};

Thread opened_thread() {
  Thread thread;
  thread.window_ms = kDay;
  thread.window_opened = kOpened;
  thread.window_ends = kOpened + kDay;
  return thread;
}

TEST(Window, closes_at_event_plus_24_h_less_margin_that_second_included) {
  const Policy policy;  // window.margin_s = 300
  const auto thread = opened_thread();
  const auto edge = kOpened + kDay - 300 * kSecond;
  EXPECT_EQ(closes_at(thread, policy), edge);
  EXPECT_TRUE(window_open(thread, policy, edge - kSecond));
  EXPECT_TRUE(window_open(thread, policy, edge - 1));
  EXPECT_FALSE(window_open(thread, policy, edge));
  EXPECT_FALSE(window_open(thread, policy, edge + kSecond));
}

TEST(Window, the_margin_is_configuration) {
  Policy policy;
  policy.window_margin_ms = 0;
  const auto thread = opened_thread();
  EXPECT_TRUE(window_open(thread, policy, kOpened + kDay - 1));
  EXPECT_FALSE(window_open(thread, policy, kOpened + kDay));
}

TEST(Window, one_that_nobody_opened_is_closed) {
  const Policy policy;
  Thread thread;
  thread.window_ms = kDay;
  EXPECT_FALSE(window_open(thread, policy, kOpened));
  EXPECT_FALSE(closes_at(thread, policy));
  EXPECT_FALSE(at_risk_at(thread, policy, {}));
}

TEST(Window, a_channel_without_one_is_always_open_and_never_at_risk) {
  const Policy policy;
  const Thread mail;
  EXPECT_TRUE(window_open(mail, policy, kOpened));
  EXPECT_FALSE(closes_at(mail, policy));
  EXPECT_FALSE(at_risk_at(mail, policy, {}));
}

// W4: the channel said it is closed, so it is from that instant on, whatever the margin.
TEST(Window, a_correction_closes_it_at_the_instant_the_channel_said) {
  const Policy policy;
  auto thread = opened_thread();
  const auto said = kOpened + 3 * kHour;
  thread.window_ends = said;
  EXPECT_EQ(closes_at(thread, policy), said);
  EXPECT_TRUE(window_open(thread, policy, said - 1));
  EXPECT_FALSE(window_open(thread, policy, said));
}

// W2, by hours alone: from 18 h on; a window that is shorter than that is at risk when it closes.
TEST(Window, at_risk_from_18_h_on) {
  const Policy policy;
  auto thread = opened_thread();
  EXPECT_EQ(at_risk_at(thread, policy, {}), kOpened + 18 * kHour);
  thread.window_ends = kOpened + 2 * kHour;
  EXPECT_EQ(at_risk_at(thread, policy, {}), kOpened + 2 * kHour);
}

}  // namespace
}  // namespace baton::core
