// SPDX-License-Identifier: MIT
// Plugins that load and then break the contract: whatever they do, each operation ends exactly once, the fault is
// counted, and the host goes on.
#include <gtest/gtest.h>

#include "host/plugin/loader.h"
#include "tests/abi/bad_plugins/bundle.h"
#include "tests/abi/bad_plugins/fake_ports.h"

namespace baton::plugin::test {
namespace {

ArgumentPtr<baton_case_view_t> view(std::uint64_t revision) {
  baton_case_view_t record{};
  record.struct_size = sizeof record;
  record.revision = revision;
  return argument<baton_case_view_t>([record]() -> const baton_case_view_t& { return record; });
}

class Contract : public ::testing::Test {
 protected:
  Instance& load(const std::string& library, const std::string& instance_id = {}) {
    LoadOrder order = order_for(folder_.lay(library));
    order.instance_id = instance_id.empty() ? library : instance_id;
    LoadResult result = loader_.load(order);
    if (auto* refusal = std::get_if<LoadRefusal>(&result)) throw std::runtime_error(to_string(*refusal));
    instance_ = std::get<std::unique_ptr<Instance>>(std::move(result));
    return *instance_;
  }
  // Proposes once and waits for the end.
  baton_status_t propose(Instance& instance, std::uint64_t revision, std::uint32_t budget_ms = 20000) {
    const std::size_t before = ends_.statuses.size();
    instance.propose(view(revision), CallInfo{.budget_ms = budget_ms}, ends_.done());
    EXPECT_TRUE(ends_.wait(before + 1)) << "the operation never ended";
    return ends_.statuses.at(before);
  }

  BundleFolder folder_;
  Ends<baton_proposal_t, std::uint64_t> ends_{[](const baton_proposal_t& proposal) { return proposal.revision; }};
  Loader loader_{here()};
  std::unique_ptr<Instance> instance_;
};

TEST_F(Contract, a_good_plugin_answers_what_it_was_asked) {
  Instance& instance = load("good_ownership");
  EXPECT_EQ(propose(instance, 41), BATON_OK);
  EXPECT_EQ(propose(instance, 42), BATON_OK);
  EXPECT_EQ(ends_.values, (std::vector<std::uint64_t>{41, 42}));
  EXPECT_TRUE(instance.stop(kStopBudgetMs));  // a slot is free when the call has returned, a little after its answer
  const Health health = instance.health();
  EXPECT_EQ(health.calls, 2u);
  EXPECT_EQ(health.failures + health.contract_violations + health.late_completions, 0u);
  EXPECT_EQ(health.under_way, 0u);
}

TEST_F(Contract, a_second_result_is_dropped_and_counted) {
  Instance& instance = load("completes_twice");
  EXPECT_EQ(propose(instance, 1), BATON_OK);
  instance.stop(kStopBudgetMs);
  EXPECT_EQ(ends_.statuses.size(), 1u);
  EXPECT_EQ(instance.health().double_completions, 1u);
}

TEST_F(Contract, an_error_after_a_result_changes_nothing_and_is_counted) {
  Instance& instance = load("completes_and_fails");
  EXPECT_EQ(propose(instance, 1), BATON_OK);
  instance.stop(kStopBudgetMs);
  EXPECT_EQ(ends_.statuses.size(), 1u);
  EXPECT_EQ(instance.health().contract_violations, 1u);
}

TEST_F(Contract, ok_without_a_result_is_a_failure_and_not_an_endless_wait) {
  Instance& instance = load("completes_nothing");
  EXPECT_EQ(propose(instance, 1), BATON_INTERNAL);
  instance.stop(kStopBudgetMs);
  EXPECT_EQ(instance.health().contract_violations, 1u);
}

TEST_F(Contract, a_result_after_the_budget_is_dropped_and_counted) {
  Instance& instance = load("completes_late");
  EXPECT_EQ(propose(instance, 1, 30), BATON_DEADLINE_EXCEEDED);
  EXPECT_EQ(propose(instance, 2, 30), BATON_DEADLINE_EXCEEDED);
  instance.stop(kStopBudgetMs);
  EXPECT_EQ(ends_.statuses.size(), 2u);
  EXPECT_EQ(instance.health().timeouts, 2u);
  EXPECT_EQ(instance.health().late_completions, 1u);
}

TEST_F(Contract, ids_that_never_were_end_nothing) {
  Instance& instance = load("completes_a_stranger");
  EXPECT_EQ(propose(instance, 5), BATON_OK);
  instance.stop(kStopBudgetMs);
  EXPECT_EQ(ends_.values, (std::vector<std::uint64_t>{5}));
  EXPECT_EQ(instance.health().contract_violations, 2u);
}

TEST_F(Contract, a_malformed_result_is_a_failure_the_host_never_looks_into) {
  Instance& instance = load("malformed_result");
  EXPECT_EQ(propose(instance, 1), BATON_INTERNAL);
  EXPECT_NE(ends_.messages.at(0).find("reason: is not valid UTF-8"), std::string::npos);
  EXPECT_GE(instance.health().contract_violations, 1u);
}

TEST_F(Contract, an_error_keeps_its_retry_meaning) {
  Instance& instance = load("fails");
  EXPECT_EQ(propose(instance, 1), BATON_RATE_LIMITED);
  EXPECT_EQ(ends_.messages.at(0), "on purpose");
  EXPECT_EQ(instance.health().failures, 1u);
}

TEST_F(Contract, an_unknown_status_counts_as_an_unknown_outcome) {
  Instance& instance = load("unknown_status");
  EXPECT_EQ(propose(instance, 1), BATON_INTERNAL);
  EXPECT_EQ(instance.health().contract_violations, 1u);
}

TEST_F(Contract, a_plugin_that_hangs_hangs_nothing_but_itself) {
  Instance& hanging = load("hangs");
  std::unique_ptr<Instance> kept = std::move(instance_);
  EXPECT_EQ(propose(hanging, 1, 30), BATON_DEADLINE_EXCEEDED);
  EXPECT_EQ(propose(hanging, 2, 30), BATON_DEADLINE_EXCEEDED) << "what waits behind the hanging call must end too";
  BundleFolder other;
  LoadResult good = loader_.load(order_for(other.lay("good_ownership")));
  EXPECT_EQ(propose(*std::get<std::unique_ptr<Instance>>(good), 3), BATON_OK);
  EXPECT_FALSE(hanging.stop(30));
  EXPECT_FALSE(hanging.health().why_not.empty());
  EXPECT_EQ(propose(hanging, 4), BATON_UNAVAILABLE) << "an abandoned instance is asked nothing";
}

TEST_F(Contract, what_waits_behind_a_hanging_call_for_ever_does_not_pile_up) {
  Instance& hanging = load("hangs", "hangs-too");  // the id of an abandoned instance is not given again in this process
  EXPECT_EQ(propose(hanging, 0, 20), BATON_DEADLINE_EXCEEDED);
  for (std::size_t i = 0; i < 3; ++i) {  // each round would leave as many tasks behind as there are slots
    const std::size_t before = ends_.statuses.size();
    for (std::size_t n = 0; n < kOperationMaxCount; ++n)
      hanging.propose(view(n), CallInfo{.budget_ms = 20}, ends_.done());
    ASSERT_TRUE(ends_.wait(before + kOperationMaxCount));
  }
  EXPECT_GE(hanging.health().refused_calls, 2 * kOperationMaxCount);
  EXPECT_FALSE(hanging.stop(20));
}

TEST_F(Contract, more_than_the_limit_is_refused_at_once_and_the_rest_ends_with_stop) {
  Instance& instance = load("never_answers");
  for (std::size_t i = 0; i < kOperationMaxCount + 5; ++i) instance.propose(view(i), CallInfo{}, ends_.done());
  ASSERT_TRUE(ends_.wait(5));
  EXPECT_EQ(ends_.statuses, std::vector<baton_status_t>(5, BATON_RATE_LIMITED));
  EXPECT_EQ(instance.health().refused_calls, 5u);
  EXPECT_TRUE(instance.stop(kStopBudgetMs));
  ASSERT_TRUE(ends_.wait(kOperationMaxCount + 5));
  EXPECT_EQ(ends_.statuses.back(), BATON_CANCELLED);
  EXPECT_EQ(instance.health().under_way, 0u);
}

TEST_F(Contract, who_listens_is_told_when_nobody_waits_any_more) {
  Instance& instance = load("cancellable");
  EXPECT_EQ(propose(instance, 1, 30), BATON_DEADLINE_EXCEEDED);
  // The word is on its way to the plugin's strand; a stop that overtook it would rightly drop it.
  for (int i = 0; i < 1000 && folder_.trace().find("cancelled") == std::string::npos; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  instance.stop(kStopBudgetMs);
  EXPECT_EQ(folder_.trace(), lived("library-init create init start cancelled stop destroy"));
}

TEST_F(Contract, answers_from_foreign_threads_race_with_stop_and_nothing_ends_twice) {
  constexpr std::size_t kCount = 200;
  Instance& instance = load("answers_by_thread");
  for (std::size_t i = 0; i < kCount; ++i) instance.propose(view(7), CallInfo{}, ends_.done());
  ASSERT_TRUE(ends_.wait(kCount));
  EXPECT_EQ(ends_.values, std::vector<std::uint64_t>(kCount, 7));
  EXPECT_EQ(instance.health().double_completions + instance.health().late_completions, 0u);
}

TEST_F(Contract, the_host_asks_only_what_a_plugin_offers) {
  Instance& instance = load("good_ownership");
  Ends<baton_template_page_t, std::uint32_t> pages{[](const baton_template_page_t& page) { return page.template_count; }};
  EXPECT_EQ(instance.list_templates({}, pages.done()).op_id, 0u);
  EXPECT_EQ(pages.statuses, std::vector<baton_status_t>{BATON_NOT_SUPPORTED});
  EXPECT_FALSE(instance.channel_policy().has_value());
}

TEST_F(Contract, a_refused_proposal_is_counted_where_operators_look) {
  Instance& instance = load("good_ownership");
  instance.note_refusal();
  EXPECT_EQ(instance.health().refused_proposals, 1u);
}

}  // namespace
}  // namespace baton::plugin::test
