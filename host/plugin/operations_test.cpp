// SPDX-License-Identifier: MIT
#include "host/plugin/operations.h"

#include <gtest/gtest.h>

#include <thread>

namespace baton::plugin {
namespace {

using std::chrono::milliseconds;

class OperationsTest : public ::testing::Test {
 protected:
  baton_op_id_t begin(milliseconds budget = milliseconds(60000)) {
    Completion completion = Done<baton_proposal_t>([this](const Outcome<baton_proposal_t>& outcome) {
      EXPECT_EQ(outcome.value != nullptr, outcome.status == BATON_OK);
      EXPECT_EQ(outcome.error != nullptr, outcome.status != BATON_OK);
      ends.push_back(outcome.status);
    });
    return operations.begin(completion, TimePoint(start + budget));
  }

  const TimePoint start = std::chrono::steady_clock::now();
  const baton_proposal_t proposal{};
  Counters counters;
  Operations operations{counters};
  std::vector<baton_status_t> ends;
};

TEST_F(OperationsTest, an_answer_given_inside_the_call_ends_it_once) {
  const auto id = begin();
  ASSERT_TRUE(operations.enter(id));
  operations.complete(id, proposal);
  EXPECT_EQ(operations.leave(id), EndedBy::kPlugin);
  EXPECT_EQ(ends, std::vector<baton_status_t>{BATON_OK});
  EXPECT_EQ(operations.count(), 0u);
}

TEST_F(OperationsTest, a_slot_is_not_reused_while_the_plugin_is_still_inside_its_call) {
  const auto id = begin();
  ASSERT_TRUE(operations.enter(id));
  operations.complete(id, proposal);
  EXPECT_EQ(operations.count(), 1u);
  operations.complete(id, proposal);
  EXPECT_EQ(counters.double_completions.read(), 1u);
  operations.leave(id);
  EXPECT_EQ(operations.count(), 0u);
}

// A connector is asked whether there is anything to poll, and a channel without receipts for every one: an operator who
// looks for failures must not find these.
TEST_F(OperationsTest, what_a_plugin_does_not_offer_is_no_failure_of_it) {
  for (const baton_status_t status : {BATON_NOT_SUPPORTED, BATON_UNAVAILABLE}) {
    const auto id = begin();
    ASSERT_TRUE(operations.enter(id));
    operations.fail(id, make_error(status, "not this one"));
    operations.leave(id);
  }
  EXPECT_EQ(ends, (std::vector<baton_status_t>{BATON_NOT_SUPPORTED, BATON_UNAVAILABLE}));
  EXPECT_EQ(counters.failures.read(), 1u);
}

TEST_F(OperationsTest, what_expired_in_the_queue_never_reaches_the_plugin) {
  const auto id = begin(milliseconds(10));
  std::vector<baton_op_id_t> told;
  operations.expire(start + milliseconds(11), told);
  EXPECT_EQ(ends, std::vector<baton_status_t>{BATON_DEADLINE_EXCEEDED});
  EXPECT_TRUE(told.empty()) << "the plugin has never heard of it";
  EXPECT_FALSE(operations.enter(id));
}

TEST_F(OperationsTest, the_next_deadline_is_the_earliest_of_those_under_way) {
  begin(milliseconds(500));
  const auto early = begin(milliseconds(100));
  std::vector<baton_op_id_t> told;
  EXPECT_EQ(operations.expire(start, told), start + milliseconds(100));
  operations.end(early, make_error(BATON_CANCELLED, "test"));
  EXPECT_EQ(operations.expire(start, told), start + milliseconds(500));
  operations.end_all(make_error(BATON_CANCELLED, "test"));
  EXPECT_EQ(operations.expire(start, told), TimePoint::max());
}

TEST_F(OperationsTest, a_late_a_double_and_an_invented_completion_are_told_apart) {
  const auto late = begin(milliseconds(1));
  operations.enter(late);
  operations.leave(late);
  std::vector<baton_op_id_t> told;
  operations.expire(start + milliseconds(2), told);
  EXPECT_EQ(told, std::vector<baton_op_id_t>{late});
  operations.complete(late, proposal);
  EXPECT_EQ(counters.late_completions.read(), 1u);

  const auto twice = begin();
  operations.enter(twice);
  operations.complete(twice, proposal);
  operations.leave(twice);
  operations.complete(twice, proposal);
  EXPECT_EQ(counters.double_completions.read(), 1u);

  operations.complete(0, proposal);
  operations.complete(twice + 7 * kOperationMaxCount, proposal);
  EXPECT_EQ(counters.contract_violations.read(), 2u);
  EXPECT_EQ(ends.size(), 2u);
}

TEST_F(OperationsTest, an_id_guessed_before_the_call_ends_nothing) {
  const auto id = begin();
  operations.complete(id, proposal);
  EXPECT_TRUE(ends.empty());
  EXPECT_EQ(counters.contract_violations.read(), 1u);
}

TEST_F(OperationsTest, the_result_of_another_kind_of_operation_is_a_failure) {
  const auto id = begin();
  operations.enter(id);
  operations.complete(id, baton_brief_t{});
  EXPECT_EQ(ends, std::vector<baton_status_t>{BATON_INTERNAL});
  EXPECT_EQ(counters.contract_violations.read(), 1u);
}

TEST_F(OperationsTest, a_full_table_refuses_and_keeps_the_completion_for_the_caller) {
  for (std::size_t i = 0; i < kOperationMaxCount; ++i) ASSERT_NE(begin(), 0u);
  EXPECT_EQ(begin(), 0u);
  EXPECT_TRUE(ends.empty());
  operations.end_all(make_error(BATON_CANCELLED, "test"));
  EXPECT_EQ(ends.size(), kOperationMaxCount);
}

TEST_F(OperationsTest, an_error_with_wild_sizes_is_read_only_inside_its_arrays) {
  const auto id = begin();
  operations.enter(id);
  baton_error_t error = make_error(BATON_OK, "x");
  error.message_size = error.code_size = 4000000000u;
  error.message[0] = '\xFF';
  operations.fail(id, error);
  EXPECT_EQ(ends, std::vector<baton_status_t>{BATON_INTERNAL}) << "success is no error";
}

TEST(OperationsRace, every_operation_ends_exactly_once_whoever_comes_first) {
  constexpr int kRounds = 2000;
  Counters counters;
  Operations operations(counters);
  std::atomic<int> ends{0};
  for (int i = 0; i < kRounds; ++i) {
    Completion completion = Done<baton_proposal_t>([&](const Outcome<baton_proposal_t>&) { ++ends; });
    const TimePoint now = std::chrono::steady_clock::now();
    const auto id = operations.begin(completion, now);
    operations.enter(id);
    std::thread other([&] { operations.complete(id, baton_proposal_t{}); });
    std::vector<baton_op_id_t> told;
    operations.expire(now + milliseconds(1), told);
    operations.leave(id);
    other.join();
    ASSERT_EQ(ends, i + 1);
  }
  EXPECT_EQ(operations.count(), 0u);
  EXPECT_EQ(counters.timeouts.read() + 0u, counters.late_completions.read());
}

}  // namespace
}  // namespace baton::plugin
