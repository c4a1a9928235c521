// SPDX-License-Identifier: MIT
// What plugins keep, emit and count, and what ends when they do too much of anything: over the ABI, with the helper a
// vendor would use on the other side (uses_services.cpp).
#include <gtest/gtest.h>

#include "host/plugin/services/blob_service.h"
#include "host/plugin/services/http_service.h"
#include "host/plugin/services/kv_service.h"
#include "host/plugin/services/timer_service.h"
#include "tests/abi/bad_plugins/told_plugin.h"

namespace baton::plugin::test {
namespace {

class UsesServices : public ::testing::Test, public ToldPlugin {};

TEST_F(UsesServices, a_commit_reaches_the_store_whole_and_is_told_what_became_of_it) {
  for (const baton_status_t status : {BATON_OK, BATON_CONFLICT, BATON_REJECTED, BATON_UNAVAILABLE})
    EXPECT_EQ(kept("put at 17 3", status), "test: at=17@3 " + std::to_string(status));
  EXPECT_EQ(kept("drop at", BATON_OK), "test: at=(gone)@" + std::to_string(UINT64_MAX) + " 0");
}

// A plugin that took "cannot be read" for "was never written" would begin again from nothing.
TEST_F(UsesServices, a_store_that_cannot_be_read_is_not_an_empty_one) {
  EXPECT_EQ(told("get at"), "absent");
  kv_.values[{"test", "at"}] = {std::string(400, 'x'), 41};
  EXPECT_EQ(told("get at"), std::string(400, 'x') + "@41");
  kv_.values[{"other", "hidden"}] = {"theirs", 1};
  EXPECT_EQ(told("get hidden"), "absent");
  kv_.unreadable = true;
  EXPECT_EQ(told("get at"), std::to_string(BATON_UNAVAILABLE));
}

TEST_F(UsesServices, writes_that_break_the_contract_never_reach_the_store) {
  std::uint64_t violations = 0;
  for (const char* which : {"key", "no-key", "no-text", "value", "twice", "none", "many"}) {
    const auto said = told(std::string("odd ") + which);
    EXPECT_TRUE(said.starts_with("refused " + std::to_string(BATON_INVALID_ARGUMENT) + ": ")) << which << ": " << said;
    EXPECT_EQ(instance_->health().contract_violations, ++violations) << which;
  }
  EXPECT_EQ(kv_.waiting(), 0u);
}

TEST_F(UsesServices, events_reach_the_inbox_with_their_cursor_and_are_told_when_they_are_stored) {
  for (const baton_status_t status : {BATON_OK, BATON_UNAVAILABLE})
    EXPECT_EQ(stored("emit e1 e2", status), "test: e1 e2 stream=17 " + std::to_string(status));
}

TEST_F(UsesServices, a_full_inbox_pushes_back_and_an_event_without_an_id_never_reaches_it) {
  emit_.says = BATON_RATE_LIMITED;
  EXPECT_TRUE(told("emit e1").starts_with("refused " + std::to_string(BATON_RATE_LIMITED)));
  EXPECT_EQ(instance_->health().contract_violations, 0u) << "to be early is no fault";
  emit_.says = BATON_OK;
  const auto said = told("emit e1 -");
  EXPECT_EQ(said, "refused " + std::to_string(BATON_INVALID_ARGUMENT) + ": events[1]->source_event_id: is missing");
  EXPECT_EQ(instance_->health().contract_violations, 1u);
}

// An event comes from where customers are: a strategy that could emit could put words into their mouths.
TEST_F(UsesServices, only_a_connector_may_emit) {
  instance_.reset();
  instance_ = load(Kind::kOwnership);
  Ends<baton_proposal_t, std::string> proposals{[](const baton_proposal_t& p) { return text_of(p.reason); }};
  instance_->propose(argument<baton_case_view_t>([record = baton_case_view_t{}]() mutable -> const baton_case_view_t& {
                       record.struct_size = sizeof record;
                       return record;
                     }),
                     {}, proposals.done());
  ASSERT_TRUE(proposals.wait(1));
  EXPECT_EQ(proposals.values, std::vector<std::string>{"may not emit"});
}

TEST_F(UsesServices, who_begins_too_much_is_told_to_wait_and_nothing_of_it_outlives_the_instance) {
  http_.silent = true;
  const std::string limited = " " + std::to_string(BATON_RATE_LIMITED);
  EXPECT_EQ(told("flood http https://api.example.com/x"), std::to_string(kHttpInFlightMaxCount) + limited);
  EXPECT_EQ(told("flood timers"), std::to_string(kTimerMaxCount) + limited);
  EXPECT_EQ(told("flood blobs"), std::to_string(kBlobWriteMaxCount) + limited);
  EXPECT_EQ(told("flood kv"), std::to_string(kKvCommitMaxCount) + limited);
  kv_.next().done(BATON_OK);  // one has ended, so one more may begin
  EXPECT_EQ(told("flood kv"), "1" + limited);
  EXPECT_EQ(instance_->health().contract_violations, 0u);
  EXPECT_TRUE(instance_->stop(kStopBudgetMs));
  EXPECT_EQ(http_.under_way(), 0u);
  EXPECT_EQ(timers_.armed(), 0u);
  EXPECT_EQ(blobs_.open(), 0u);
}

TEST_F(UsesServices, a_request_that_the_plugin_cancels_is_answered_as_cancelled) {
  http_.silent = true;
  EXPECT_EQ(told("cancel https://api.example.com/x"), std::to_string(BATON_CANCELLED));
  EXPECT_EQ(http_.under_way(), 0u);
}

TEST_F(UsesServices, what_it_counts_can_be_read_and_the_set_is_fixed_after_init) {
  EXPECT_EQ(told("record 2.5"), "recorded");
  EXPECT_EQ(told("record -7"), "recorded");
  EXPECT_EQ(told("define"), std::to_string(BATON_NOT_SUPPORTED));
  const auto metrics = instance_->metrics();
  ASSERT_EQ(metrics.size(), 1u);
  EXPECT_EQ(metrics[0].name, "deliveries_total");
  EXPECT_EQ(metrics[0].help, "What it was told to do.");
  EXPECT_EQ(metrics[0].value, 5.5);  // three deliveries, and 2.5; what would count down was dropped
  EXPECT_EQ(instance_->health().contract_violations, 2u);
}

// The plugin never saw the secret; the remote side says it back, and the plugin passes on what it was told.
TEST_F(UsesServices, a_secret_said_back_by_the_remote_side_reaches_no_log_and_no_error) {
  http_.answer.status = 401;
  http_.answer.body = std::string("no such token: ") + kToken;
  EXPECT_EQ(told("fetch https://api.example.com/x"),
            "failed " + std::to_string(BATON_REJECTED) + ": no such token: ${secret:token}");
  instance_->stop(kStopBudgetMs);
  const std::string all = lines_.str();
  EXPECT_NE(all.find("the remote side said: no such token: ${secret:token}"), std::string::npos) << all;
  EXPECT_EQ(all.find(kToken), std::string::npos);
  EXPECT_EQ(http_.last.headers.at(0).second, std::string("Bearer ") + kToken);
}

}  // namespace
}  // namespace baton::plugin::test
