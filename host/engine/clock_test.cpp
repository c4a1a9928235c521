// SPDX-License-Identifier: MIT
// clock_test.cpp - a clock that tests move: what waits must wake, and what was jumped over must run, in its order.
#include "host/engine/clock.h"

#include <gtest/gtest.h>

#include <future>
#include <string>

#include "host/engine/clock_timers.h"

namespace baton::engine {
namespace {

constexpr core::Instant kNow{1'700'000'000'000};
constexpr std::chrono::seconds kPatience{20};

TEST(MovedClock, stands_still_until_it_is_moved) {
  MovedClock clock(kNow);
  EXPECT_EQ(clock.now(), kNow);
  clock.set(kNow + core::kDay, false);
  EXPECT_EQ(clock.now(), kNow + core::kDay);
  clock.set(kNow, true);
  EXPECT_GE(clock.now(), kNow);
}

TEST(MovedClock, a_move_wakes_who_waits_for_a_time) {
  MovedClock clock(kNow);
  auto woken = std::async(std::launch::async, [&] { clock.wait(kNow + core::kDay); });
  clock.set(kNow + core::kDay, false);
  EXPECT_EQ(woken.wait_for(kPatience), std::future_status::ready);
}

TEST(MovedClock, a_wake_before_the_wait_is_not_lost) {
  MovedClock clock(kNow);
  clock.wake();
  auto woken = std::async(std::launch::async, [&] { clock.wait(std::nullopt); });
  EXPECT_EQ(woken.wait_for(kPatience), std::future_status::ready);
  if (woken.wait_for(std::chrono::seconds(0)) != std::future_status::ready) clock.wake();
}

TEST(MovedClock, a_time_that_has_passed_is_not_waited_for) {
  MovedClock clock(kNow);
  auto woken = std::async(std::launch::async, [&] { clock.wait(kNow); });
  EXPECT_EQ(woken.wait_for(kPatience), std::future_status::ready);
}

class ClockTimersTest : public ::testing::Test {
 protected:
  std::function<void()> says(const std::string& word) {
    return [this, word] { said += word; };
  }
  void move(core::Millis span) {
    clock.set(clock.now() + span, false);
    timers.run_due();
  }

  MovedClock clock{kNow};
  ClockTimers timers{clock};
  std::string said;
};

TEST_F(ClockTimersTest, nothing_runs_a_millisecond_too_early_or_twice) {
  timers.arm(1000, says("a"));
  move(999);
  EXPECT_EQ(said, "");
  move(1);
  EXPECT_EQ(said, "a");
  move(core::kDay);
  EXPECT_EQ(said, "a");
}

TEST_F(ClockTimersTest, a_jump_over_several_runs_them_in_the_order_of_their_times) {
  timers.arm(10'000, says("c"));
  timers.arm(5'000, says("b"));
  timers.arm(1'000, says("a"));
  timers.arm(10'000, says("d"));
  move(core::kMinute);
  EXPECT_EQ(said, "abcd");
}

TEST_F(ClockTimersTest, a_disarmed_timer_is_silent_and_an_unknown_ticket_harmless) {
  const auto ticket = timers.arm(10, says("a"));
  timers.disarm(ticket);
  timers.disarm(ticket);
  timers.disarm(12345);
  move(10);
  EXPECT_EQ(said, "");
}

TEST_F(ClockTimersTest, a_timer_may_arm_the_next) {
  timers.arm(10, [this] {
    said += "a";
    timers.arm(10, says("b"));
  });
  move(10);
  EXPECT_EQ(said, "a");
  move(10);
  EXPECT_EQ(said, "ab");
}

TEST_F(ClockTimersTest, what_a_timer_is_about_to_arm_counts_as_nothing_to_come) {
  bool running = false;
  timers.arm(10, [&] {
    running = timers.running() && !timers.next(false);
    timers.arm(10, says("b"));
  });
  EXPECT_FALSE(timers.running());
  move(10);
  EXPECT_TRUE(running) << "it is taken out, and not done";
  EXPECT_FALSE(timers.running());
}

TEST_F(ClockTimersTest, a_round_of_the_host_holds_up_nobody_who_moves_the_clock) {
  timers.arm_round(10, says("round"));
  EXPECT_FALSE(timers.next(false));
  EXPECT_EQ(timers.next(true), kNow + 10);
  timers.arm(20, says("timer"));
  EXPECT_EQ(timers.next(false), kNow + 20);
  timers.clear();
  EXPECT_FALSE(timers.next(true));
}

TEST_F(ClockTimersTest, arming_wakes_who_waits_on_the_clock) {
  auto woken = std::async(std::launch::async, [&] { clock.wait(std::nullopt); });
  timers.arm(10, says("a"));
  EXPECT_EQ(woken.wait_for(kPatience), std::future_status::ready);
}

}  // namespace
}  // namespace baton::engine
