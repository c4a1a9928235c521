// SPDX-License-Identifier: MIT
// escalation_watch_test.cpp - H12: a week in which automation handed nobody over is an alarm.
#include "host/core/organisation_day.h"
#include "host/engine/testing/house.h"

namespace baton::engine {
namespace {

using namespace testing;

// So many cases that automation settled, the last of them handed over or not, as an engine would have measured them.
void measured(House& house, int cases, bool last_handed_over) {
  const auto policy = house.engine->policy();
  for (int i = 0; i < cases; ++i) {
    core::MetricSample sample;
    sample.code = "M4";
    sample.day = core::organisation_day(house.clock.now(), *policy);
    sample.denominator = 1;
    sample.numerator = last_handed_over && i + 1 == cases ? 1 : 0;
    ledger::Commit commit;
    commit.stream = "k" + std::to_string(9000 + i);
    commit.at = house.clock.now();
    commit.measured.push_back(ledger::measured_row(commit.stream + "-c1", {}, {sample}));
    std::promise<void> stored;
    house.spy.submit(std::move(commit), [&](ledger::CommitResult) { stored.set_value(); });
    stored.get_future().wait();
  }
}

bool warns(House& house) { return house.engine->office().alarms().alarms.contains("escalation_rate"); }

// The host's own rounds do not hold up a moved clock.
bool warns_in_time(House& house) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!warns(house) && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  return warns(house);
}

TEST(EscalationWatch, a_week_in_which_nobody_was_handed_over_is_an_alarm) {  // H12
  const auto ledger = ledger::make_memory_ledger();
  House house(*ledger);
  measured(house, 50, false);
  house.pass(core::kHour + core::kMinute);
  EXPECT_TRUE(warns_in_time(house));
}

TEST(EscalationWatch, with_one_handover_there_is_none) {  // H12
  const auto ledger = ledger::make_memory_ledger();
  House house(*ledger);
  measured(house, 50, true);
  house.pass(core::kHour + core::kMinute);
  house.pass(core::kHour);
  EXPECT_FALSE(warns(house));
}

}  // namespace
}  // namespace baton::engine
