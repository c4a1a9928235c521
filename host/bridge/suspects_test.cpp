// SPDX-License-Identifier: MIT
#include "host/bridge/suspects.h"

#include <gtest/gtest.h>

#include "host/bridge/in_flight.h"

namespace baton::bridge {
namespace {

using Prints = std::vector<Fingerprint>;

TEST(Suspects, an_operation_is_parked_for_a_crash_it_may_have_had_nothing_to_do_with) {
  Suspects suspects;
  const auto print = fingerprint(1, "key");
  suspects.crashed_over(print);
  EXPECT_FALSE(suspects.is_parked(print));
  suspects.crashed_over(print);
  EXPECT_TRUE(suspects.is_parked(print));
  EXPECT_FALSE(suspects.is_parked(fingerprint(2, "key"))) << "another kind of operation";
  EXPECT_FALSE(suspects.is_parked(fingerprint(1, "other")));
  EXPECT_EQ(suspects.parked_count(), 1u);
}

TEST(Suspects, what_went_well_in_between_is_parked_for_crashes_it_had_nothing_to_do_with) {
  Suspects suspects;
  const auto print = fingerprint(1, "thanks");
  for (int crash = 0; crash < 3 * kCrashesMax; ++crash) {
    suspects.crashed_over(print);
    EXPECT_FALSE(suspects.is_parked(print)) << crash;
    suspects.survived(print);
  }
  suspects.crashed_over(print);
  suspects.crashed_over(print);
  suspects.survived(print);  // an attempt that began before
  EXPECT_TRUE(suspects.is_parked(print)) << "twice in a row";
}

TEST(Suspects, they_are_remembered_without_bound) {
  Suspects suspects;
  for (std::size_t i = 0; i < 2 * kSuspectsMaxCount; ++i)
    for (int crash = 0; crash < kCrashesMax; ++crash) suspects.crashed_over(fingerprint(1, std::to_string(i)));
  EXPECT_EQ(suspects.parked_count(), kSuspectsMaxCount);
  EXPECT_TRUE(suspects.is_parked(fingerprint(1, std::to_string(2 * kSuspectsMaxCount - 1))));
}

TEST(InFlight, what_only_waits_is_taken_for_what_it_crashed_over) {
  InFlight in_flight;
  in_flight.sent(1, 11);
  in_flight.sent(2, 22);
  in_flight.sent(3, 33);
  EXPECT_EQ(in_flight.guilty(), Prints{11}) << "the first whose function has not returned";
  EXPECT_EQ(in_flight.returned(1), std::nullopt) << "it goes on by itself";
  EXPECT_EQ(in_flight.guilty(), Prints{22});
  EXPECT_EQ(in_flight.returned(2), std::nullopt);
  EXPECT_EQ(in_flight.ended(2), std::optional<Fingerprint>(22)) << "it is over, and the process lives";
  in_flight.returned(3);
  EXPECT_EQ(in_flight.guilty(), (Prints{11, 33})) << "nothing is being called: one of those that go on";
  in_flight.ended(1), in_flight.ended(3);
  EXPECT_EQ(in_flight.guilty(), Prints{});
}

}  // namespace
}  // namespace baton::bridge
