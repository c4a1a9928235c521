// SPDX-License-Identifier: MIT
// H7: what finished items of a lane took, computed once a night and recorded.
#include "host/core/pace.h"

#include <gtest/gtest.h>

namespace baton::core {
namespace {

const LaneId kTechnical{"technical"};

PaceState night(PaceState state, const std::vector<FinishedItems>& finished, std::int64_t day) {
  for (const auto& fact : compute_pace(state, finished, day)) evolve(state, fact, {});
  return state;
}

TEST(Pace, H7_is_the_75th_percentile_of_twenty_items_or_more) {
  std::vector<FinishedItems> finished;
  for (std::int64_t hours = 1; hours <= 20; ++hours) finished.push_back({kTechnical, hours * 3600, 1});
  EXPECT_EQ(night({}, finished, 100).usual_ms(kTechnical), 15 * kHour);
  finished.push_back({kTechnical, 3600, 60});
  EXPECT_EQ(night({}, finished, 100).usual_ms(kTechnical), kHour);
}

TEST(Pace, H7_of_fewer_is_not_known_so_that_the_configured_value_holds) {
  const auto state = night({}, {{kTechnical, 3600, 19}}, 100);
  EXPECT_EQ(state.usual_ms(kTechnical), 0);
  EXPECT_EQ(state.lanes.at(kTechnical).items, 19);
  EXPECT_EQ(state.usual_ms({"revenue"}), 0);
}

TEST(Pace, H7_is_computed_once_a_night) {
  const auto state = night({}, {{kTechnical, 3600, 20}}, 100);
  EXPECT_EQ(state.day, 100);
  EXPECT_TRUE(compute_pace(state, {{kTechnical, 7200, 20}}, 100).empty());
  EXPECT_EQ(night(state, {{kTechnical, 7200, 20}}, 101).usual_ms(kTechnical), 2 * kHour);
}

TEST(Pace, H7_where_no_work_was_ever_finished_nothing_is_recorded) { EXPECT_TRUE(compute_pace({}, {}, 100).empty()); }

TEST(Pace, H7_what_nobody_finished_for_thirty_days_is_known_no_more) {
  const auto state = night({}, {{kTechnical, 3600, 20}}, 100);
  EXPECT_EQ(night(state, {}, 131).usual_ms(kTechnical), 0);
}

}  // namespace
}  // namespace baton::core
