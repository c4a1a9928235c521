// SPDX-License-Identifier: MIT
// activity_test.cpp - a stop must not leave before the last thing under way, and must leave after it.
#include "host/engine/activity.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace baton::engine {
namespace {

using std::chrono::milliseconds;

TEST(Activity, a_token_counts_once_however_often_it_moves) {
  Activity activity;
  {
    auto first = activity.begin();
    auto second = std::move(first);
    EXPECT_EQ(activity.under_way(), 1);
    Activity::Token third;
    third = std::move(second);
    EXPECT_EQ(activity.under_way(), 1);
    third = activity.begin();  // the old one ends
    EXPECT_EQ(activity.under_way(), 1);
  }
  EXPECT_EQ(activity.under_way(), 0);
}

TEST(Activity, copies_of_a_shared_token_end_with_the_last) {
  Activity activity;
  auto one = activity.begin_shared();
  auto other = one;
  one.reset();
  EXPECT_EQ(activity.under_way(), 1);
  other.reset();
  EXPECT_TRUE(activity.wait_idle(milliseconds(0)));
}

TEST(Activity, waiting_gives_up_at_its_limit) {
  Activity activity;
  const auto token = activity.begin();
  EXPECT_FALSE(activity.wait_idle(milliseconds(1)));
}

TEST(Activity, the_end_of_the_last_of_many_threads_is_not_missed) {
  for (int round = 0; round < 50; ++round) {
    Activity activity;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([token = activity.begin()]() mutable { auto ends = std::move(token); });
    EXPECT_TRUE(activity.wait_idle(milliseconds(20000)));
    for (auto& thread : threads) thread.join();
  }
}

}  // namespace
}  // namespace baton::engine
