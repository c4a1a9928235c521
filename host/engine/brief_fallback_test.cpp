// SPDX-License-Identifier: MIT
// brief_fallback_test.cpp - two summarizers asked on behalf of one case (B2): each has its question, its time
// and its count, and which of them answers first decides nothing.
#include <gtest/gtest.h>

#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

class BriefFallbackTest : public ::testing::Test {
 protected:
  BriefFallbackTest() {
    HouseOptions options;
    options.policy.brief_fallback = true;
    options.policy.brief_budget_ms = 900;
    options.brief = first;
    options.brief_fallback = second;
    house = std::make_unique<House>(*memory, std::move(options));
  }
  core::Brief brief_after_handoff() {
    customer = house->says("447700900001", "my parcel is lost");
    const auto id = house->taken_by_ana(customer);
    core::HandoffAsked asked;
    asked.case_id = id, asked.by = "agent:ana", asked.lane = {"technical"}, asked.reason = "next_step";
    asked.epoch = house->state(customer).hands.begin()->second.epoch;
    house->decide(customer, asked);
    EXPECT_TRUE(house->settle());
    return house->state(customer).cases.at(id).brief;
  }

  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  std::shared_ptr<FakeSummarizer> first = std::make_shared<FakeSummarizer>("brief", "model");
  std::shared_ptr<FakeSummarizer> second = std::make_shared<FakeSummarizer>("brief.fallback", "plain");
  std::unique_ptr<House> house;
  core::CustomerId customer;
};

TEST_F(BriefFallbackTest, the_fallback_is_believed_before_the_first) {
  EXPECT_EQ(brief_after_handoff().made_by, "model");
  EXPECT_EQ(first->calls, 1);
  EXPECT_EQ(second->calls, 1) << "asked at once, or it would come too late where the first one hangs";
}

TEST_F(BriefFallbackTest, the_budget_of_the_configuration_reaches_only_one) {
  brief_after_handoff();
  EXPECT_EQ(first->budget_ms, 900u);
  EXPECT_EQ(second->budget_ms, 900u);
}

TEST_F(BriefFallbackTest, a_failure_of_the_first_is_counted_against_the_other) {
  first->status = BATON_RATE_LIMITED;
  EXPECT_EQ(brief_after_handoff().made_by, "plain");
  EXPECT_EQ(first->refusals, 1);
  EXPECT_EQ(second->refusals, 0);
  EXPECT_EQ(house->count<core::BriefRefused>(customer), 1);
}

TEST_F(BriefFallbackTest, two_bad_briefs_leave_no_brief_at_all) {
  first->names_no_status = true;
  second->names_no_status = true;
  EXPECT_TRUE(brief_after_handoff().minimal());
  EXPECT_EQ(first->refusals, 1);
  EXPECT_EQ(second->refusals, 1);
}

}  // namespace
}  // namespace baton::engine::testing
