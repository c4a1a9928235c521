// SPDX-License-Identifier: MIT
// H12: automation that hands nobody over is an alarm, and the alarm ends with its reason.
#include "host/core/escalation_watch.h"

#include <gtest/gtest.h>

namespace baton::core {
namespace {

using enum EscalationHealth;

std::vector<MetricFigure> m4(std::int64_t handed_off, std::int64_t cases) {
  MetricFigure figure;
  figure.code = "M4";
  figure.all.numerator = handed_off;
  figure.all.denominator = cases;
  MetricFigure overlay = figure;
  overlay.apart = "overlay";
  overlay.all.denominator = 1000;
  return {overlay, figure};
}

struct Watch {
  AlarmState alarms;
  std::vector<AlarmFact> facts;
  void sees(std::int64_t handed_off, std::int64_t cases) {
    facts = watch_escalation(alarms, m4(handed_off, cases));
    for (const auto& fact : facts) evolve(alarms, fact, {1});
  }
  bool open() const {
    const auto found = alarms.alarms.find(std::string(kEscalationAlarm));
    return found != alarms.alarms.end() && found->second.acknowledged_by.empty();
  }
};

TEST(EscalationWatch, H12_five_to_ten_percent_is_healthy) {
  EXPECT_EQ(escalation_health(0, 49), unknown);
  EXPECT_EQ(escalation_health(0, 50), none);
  EXPECT_EQ(escalation_health(1, 50), low);
  EXPECT_EQ(escalation_health(5, 100), healthy);
  EXPECT_EQ(escalation_health(10, 100), healthy);
  EXPECT_EQ(escalation_health(11, 100), high);
  EXPECT_EQ(escalation_health(m4(7, 100)), healthy);
}

TEST(EscalationWatch, H12_nobody_in_fifty_cases_is_an_alarm_told_once) {
  Watch watch;
  watch.sees(0, 49);
  EXPECT_FALSE(watch.open());
  watch.sees(0, 50);
  EXPECT_TRUE(watch.open());
  watch.sees(0, 60);
  EXPECT_TRUE(watch.facts.empty());
}

TEST(EscalationWatch, H12_the_alarm_is_cleared_when_the_rate_is_back_and_rises_anew_when_it_is_not) {
  Watch watch;
  watch.sees(0, 50);
  watch.sees(0, 20);
  EXPECT_TRUE(watch.open()) << "few cases say nothing, also not that it is better";
  watch.sees(1, 60);
  EXPECT_FALSE(watch.open());
  watch.sees(2, 60);
  EXPECT_TRUE(watch.facts.empty());
  watch.sees(0, 60);
  EXPECT_TRUE(watch.open());
}

TEST(EscalationWatch, H12_who_acknowledged_it_is_not_told_again_while_it_lasts) {
  Watch watch;
  watch.sees(0, 50);
  for (const auto& fact : acknowledge(watch.alarms, std::string(kEscalationAlarm), "agent:lea"))
    evolve(watch.alarms, fact, {2});
  watch.sees(0, 55);
  EXPECT_TRUE(watch.facts.empty());
  watch.sees(3, 60);
  watch.sees(0, 60);
  EXPECT_TRUE(watch.open());
}

}  // namespace
}  // namespace baton::core
