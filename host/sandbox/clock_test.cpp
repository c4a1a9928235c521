// SPDX-License-Identifier: MIT
// The danger of a clock that can be moved: something that was due on the way is skipped, or the move never
// ends.
#include "host/sandbox/clock.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "host/sandbox/deliver.h"
#include "host/sandbox/schedule.h"

namespace baton::sandbox {
namespace {

// A host that follows the clock: has something due every `every_ms`.
class Follower {
 public:
  Follower(Clock& clock, std::int64_t every_ms)
      : clock_(clock), every_ms_(every_ms), next_(clock.now_ms() + every_ms) {
    clock_.seen("host");
    thread_ = std::thread([this] {
      std::int64_t seen = -1;
      while (!stop_) {
        const std::int64_t moves = clock_.moves();
        if (moves == seen) {
          std::this_thread::yield();
          continue;
        }
        seen = moves;
        const std::int64_t now = clock_.now_ms();
        for (; next_ <= now; next_ += every_ms_) done_at.push_back(now);
        clock_.settled("host", moves, next_);
      }
    });
  }
  ~Follower() {
    stop_ = true;
    thread_.join();
  }
  std::vector<std::int64_t> done_at;  // read it after the move

 private:
  Clock& clock_;
  std::int64_t every_ms_;
  std::int64_t next_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

TEST(Clock, a_frozen_clock_stands_still_and_a_ticking_one_does_not) {
  Clock frozen(Clock::Start::frozen);
  const auto before = frozen.now_ms();
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_EQ(frozen.now_ms(), before);
  Clock ticking(Clock::Start::ticking);
  const auto start = ticking.now_ms();
  while (ticking.now_ms() == start) std::this_thread::yield();
  ticking.freeze();
  const auto stopped = ticking.now_ms();
  EXPECT_EQ(ticking.advance(3600000).now_ms, stopped + 3600000);
  ticking.unfreeze();
  EXPECT_GE(ticking.now_ms(), stopped + 3600000);
}

TEST(Clock, a_move_stops_at_every_moment_something_is_due) {
  Clock clock(Clock::Start::frozen);
  const std::int64_t start = clock.now_ms();
  Follower host(clock, 1000);
  const auto result = clock.advance(10000);
  EXPECT_TRUE(result.settled);
  EXPECT_EQ(result.now_ms, start + 10000);
  ASSERT_EQ(host.done_at.size(), 10u);
  for (std::size_t i = 0; i < 10; ++i)
    EXPECT_EQ(host.done_at[i], start + 1000 * static_cast<std::int64_t>(i + 1));
}

TEST(Clock, jobs_of_the_sandbox_run_at_their_time_and_before_the_move_ends) {
  Clock clock(Clock::Start::frozen);
  Schedule schedule(clock);
  clock.on_change([&] { schedule.time_changed(); });
  clock.add_source({[&] { return schedule.next_due_ms(); },
                    [&](std::int64_t now) { return schedule.quiet_at(now); },
                    [] { return std::uint64_t{0}; }});
  const std::int64_t start = clock.now_ms();
  std::vector<std::int64_t> ran;
  for (const std::int64_t delay : {5000, 1000, 30000}) {
    schedule.after(delay, [&] {
      ran.push_back(clock.now_ms() - start);
      if (ran.size() == 1) schedule.after(500, [&] { ran.push_back(clock.now_ms() - start); });
    });
  }
  EXPECT_TRUE(clock.advance(10000).settled);
  EXPECT_EQ(ran, (std::vector<std::int64_t>{1000, 1500, 5000}));
  schedule.stop();
}

TEST(Clock, a_follower_that_is_always_late_does_not_stop_the_time) {
  Clock clock(Clock::Start::frozen);
  const std::int64_t start = clock.now_ms();
  clock.seen("host");
  std::atomic<bool> stop{false};
  std::thread late([&] {
    while (!stop) clock.settled("host", clock.moves(), start);
  });
  const auto result = clock.advance(1000);
  stop = true;
  late.join();
  EXPECT_TRUE(result.settled);
  EXPECT_EQ(result.now_ms, start + 1000);
}

TEST(Clock, a_follower_that_does_not_answer_is_named_and_a_silent_one_forgotten) {
  Clock patient(Clock::Start::frozen, {std::chrono::milliseconds(50), std::chrono::milliseconds(60000), 20});
  patient.seen("host");
  const auto waiting = patient.advance(1000);
  EXPECT_FALSE(waiting.settled);
  EXPECT_EQ(waiting.waiting_for, std::vector<std::string>{"host"});
  Clock forgetful(Clock::Start::frozen,
                  {std::chrono::milliseconds(60000), std::chrono::milliseconds(50), 20});
  forgetful.seen("host");
  EXPECT_TRUE(forgetful.advance(1000).settled);
  EXPECT_TRUE(forgetful.followers().empty());
}

TEST(Clock, setting_it_back_is_one_step) {
  Clock clock(Clock::Start::frozen);
  EXPECT_EQ(clock.move_to(5000).now_ms, 5000);
  EXPECT_EQ(clock.now_ms(), 5000);
}

TEST(Schedule, on_a_ticking_clock_jobs_run_by_themselves) {
  RealTime time;
  Schedule schedule(time);
  std::atomic<int> ran{0};
  schedule.after(20, [&] { ran++; });
  schedule.after(1000000, [&] { ran += 100; });
  while (ran == 0) std::this_thread::yield();
  EXPECT_EQ(ran, 1);
}

TEST(Deliverer, gaps_between_retries_grow_and_the_first_is_none) {
  EXPECT_EQ(retry_gap_ms(2), 0);
  for (int number = 3; number < 20; ++number) EXPECT_GE(retry_gap_ms(number), retry_gap_ms(number - 1));
}

// A schedule whose job starts a retry just after somebody looked at the deliveries, and has ended by the look at it.
struct HandedOverBetweenTheLooks {
  struct Deliveries {
    std::uint64_t started = 0;
    bool quiet() const { return started == 0; }
    std::uint64_t begun() const { return started; }
  };
  struct Jobs {
    Deliveries* deliveries;
    bool quiet_at(std::int64_t) const {
      deliveries->started++;
      return true;
    }
  };
};

TEST(Deliverer, a_retry_that_starts_between_the_looks_is_under_way) {
  HandedOverBetweenTheLooks::Deliveries deliveries;
  const HandedOverBetweenTheLooks::Jobs jobs{&deliveries};
  EXPECT_FALSE(all_quiet(deliveries, jobs, 0));
}

}  // namespace
}  // namespace baton::sandbox
