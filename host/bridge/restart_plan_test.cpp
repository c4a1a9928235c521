// SPDX-License-Identifier: MIT
#include "host/bridge/restart_plan.h"

#include <gtest/gtest.h>

namespace baton::bridge {
namespace {

using std::chrono::seconds;
using Millis = RestartPlan::Millis;

constexpr double kMiddle = 0.5;  // of the spread: as stated
const RestartPlan::Clock::time_point kStart{std::chrono::hours(1)};

TEST(RestartPlan, the_first_crash_makes_customers_wait) {
  RestartPlan plan;
  EXPECT_EQ(plan.crashed(kStart, kMiddle), Millis(0));
  EXPECT_EQ(plan.crashed(kStart + seconds(61), kMiddle), Millis(0)) << "the one before is a minute ago";
}

TEST(RestartPlan, a_plugin_that_falls_again_at_once_keeps_the_machine_busy) {
  RestartPlan plan;
  plan.crashed(kStart, kMiddle);
  EXPECT_EQ(plan.crashed(kStart + seconds(1), kMiddle), Millis(1000));
  EXPECT_EQ(plan.crashed(kStart + seconds(3), kMiddle), Millis(2000));
  EXPECT_EQ(plan.crashed(kStart + seconds(6), kMiddle), Millis(4000));
}

TEST(RestartPlan, the_fifth_time_in_ten_minutes_is_tried_again) {
  RestartPlan plan;
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(plan.crashed(kStart + seconds(120 * i), kMiddle));
  EXPECT_FALSE(plan.crashed(kStart + seconds(480), kMiddle));
  RestartPlan slower;
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(slower.crashed(kStart + seconds(151 * i), kMiddle)) << i;
}

TEST(RestartPlan, plugins_that_fell_together_come_back_together) {
  const auto wait = [](double chance) {
    RestartPlan plan;
    plan.crashed(kStart, chance);
    return *plan.crashed(kStart, chance);
  };
  EXPECT_EQ(wait(0), Millis(800));
  EXPECT_EQ(wait(1), Millis(1200));
}

}  // namespace
}  // namespace baton::bridge
