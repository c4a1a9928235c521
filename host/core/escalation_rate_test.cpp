// SPDX-License-Identifier: MIT
#include "host/core/escalation_rate.h"

#include <gtest/gtest.h>

namespace baton::core {
namespace {

MetricBucket automated(std::int64_t cases, std::int64_t handed_over) {
  MetricBucket bucket;
  bucket.sample.code = "M4";
  bucket.sample.numerator = handed_over;
  bucket.sample.denominator = cases;
  bucket.count = cases;
  return bucket;
}

constexpr Instant kNow{1'700'000'000'000};

TEST(EscalationRate, a_week_without_a_handover_passes_unnoticed) {  // H12, M4
  const std::vector<MetricBucket> week = {automated(30, 0), automated(20, 0)};
  EXPECT_NE(no_escalation(week, kNow).find("none of 50 cases"), std::string::npos);
}

TEST(EscalationRate, a_quiet_or_a_healthy_week_is_an_alarm) {  // H12
  EXPECT_EQ(no_escalation(std::vector{automated(49, 0)}, kNow), "");
  EXPECT_EQ(no_escalation(std::vector{automated(99, 0), automated(1, 1)}, kNow), "");
  EXPECT_EQ(no_escalation({}, kNow), "");
}

TEST(EscalationRate, what_does_not_count_yet_or_is_not_ours_counts) {  // H12
  auto open = automated(50, 0);
  open.sample.counts_from = kNow + 1;
  EXPECT_EQ(no_escalation(std::vector{open}, kNow), "");
  auto overlay = automated(50, 0);
  overlay.group.overlay = true;
  EXPECT_EQ(no_escalation(std::vector{overlay}, kNow), "");
}

}  // namespace
}  // namespace baton::core
