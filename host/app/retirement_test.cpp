// SPDX-License-Identifier: MIT
// The dangers: an instance that is stopped while somebody still works with it; one that is never stopped; figures that
// fall because a plugin was exchanged.
#include "host/app/retirement.h"

#include <gtest/gtest.h>

#include <spdlog/sinks/null_sink.h>

#include "host/engine/testing/fake_plugins.h"

namespace baton::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 10s;  // reached only when a test fails

class Stopped final : public engine::testing::FakeInstance {
 public:
  Stopped() : FakeInstance("brief", "test.leaving") { info_.kind = plugin::Kind::kSummarizer; }
  bool stop(std::uint32_t) override {
    stopped = true;
    ++*stops;
    return true;
  }
  plugin::Health health() const override {
    plugin::Health health;
    health.healthy = true;
    health.under_way = under_way;
    health.timeouts = 3;
    return health;
  }
  std::atomic<bool> stopped{false};
  const std::shared_ptr<std::atomic<int>> stops = std::make_shared<std::atomic<int>>(0);  // outlives it
  std::atomic<std::uint64_t> under_way{0};
};

std::shared_ptr<spdlog::logger> silent() {
  return std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::null_sink_mt>());
}

template <class Check>
bool soon(Check check) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!check())
    if (std::chrono::steady_clock::now() > end) return false;
    else std::this_thread::sleep_for(1ms);
  return true;
}

// `watch` sees the instance without holding it.
struct Leaving {
  std::shared_ptr<Stopped> instance = std::make_shared<Stopped>();
  std::weak_ptr<Stopped> watch = instance;
};

TEST(Retirement, an_instance_nobody_works_with_is_left_running) {
  Retirement retirement(silent());
  Leaving one;
  const auto stops = one.instance->stops;
  retirement.add({std::move(one.instance)});
  EXPECT_TRUE(soon([&] { return one.watch.expired(); }));
  EXPECT_EQ(*stops, 1);
  EXPECT_TRUE(retirement.waiting().empty());
}

TEST(Retirement, an_instance_is_stopped_under_who_still_holds_it) {
  Retirement retirement(silent());
  Leaving one;
  auto holder = one.instance;  // a callback of an operation, or a setup that is being read
  retirement.add({std::move(one.instance)});
  std::this_thread::sleep_for(200ms);
  EXPECT_FALSE(holder->stopped);
  EXPECT_EQ(retirement.waiting(), std::vector<std::string>{"brief"});
  holder.reset();
  EXPECT_TRUE(soon([&] { return one.watch.expired(); }));
}

TEST(Retirement, an_instance_is_stopped_while_something_is_under_way) {
  Retirement retirement(silent());
  Leaving one;
  auto* instance = one.instance.get();
  instance->under_way = 1;
  retirement.add({std::move(one.instance)});
  std::this_thread::sleep_for(200ms);
  ASSERT_FALSE(one.watch.expired());
  EXPECT_FALSE(instance->stopped);
  instance->under_way = 0;
  EXPECT_TRUE(soon([&] { return one.watch.expired(); }));
}

TEST(Retirement, who_never_lets_go_keeps_an_instance_for_ever) {
  Retirement retirement(silent(), 100ms);
  Leaving one;
  const auto holder = one.instance;
  retirement.add({std::move(one.instance)});
  EXPECT_TRUE(soon([&] { return holder->stopped.load(); }));
}

TEST(Retirement, a_host_that_stops_waits_for_the_budgets_of_what_left) {
  Leaving one;
  const auto holder = one.instance;
  {
    Retirement retirement(silent());
    retirement.add({std::move(one.instance)});
    retirement.stop();
    EXPECT_TRUE(holder->stopped);
  }
}

TEST(Retirement, what_an_instance_counted_is_forgotten_with_it) {
  Retirement retirement(silent());
  const auto place = place_name(plugin::Kind::kSummarizer, "brief");
  for (int i = 0; i < 2; ++i) {
    Leaving one;
    retirement.add({std::move(one.instance)});
    ASSERT_TRUE(soon([&] { return one.watch.expired(); }));
  }
  ASSERT_TRUE(soon([&] { return retirement.waiting().empty(); }));
  EXPECT_EQ(retirement.counted(place).timeouts, 6u);
  EXPECT_FALSE(retirement.counted(place).healthy) << "health is of one moment, and no count";
  EXPECT_EQ(retirement.counted("connector brief").timeouts, 0u);
}

}  // namespace
}  // namespace baton::app
