// SPDX-License-Identifier: MIT
// What plugins keep, emit and count, and what ends when they do too much of anything: over the ABI, with the helper a
// vendor would use on the other side (uses_services.cpp).
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <sstream>

#include "host/plugin/loader.h"
#include "host/plugin/services/blob_service.h"
#include "host/plugin/services/http_service.h"
#include "host/plugin/services/kv_service.h"
#include "host/plugin/services/timer_service.h"
#include "tests/abi/bad_plugins/bundle.h"
#include "tests/abi/bad_plugins/fake_ports.h"

namespace baton::plugin::test {
namespace {

constexpr const char* kToken = "EAAG-very-secret";

class UsesServices : public ::testing::Test {
 protected:
  UsesServices() {
    LoaderOptions options = here();
    options.ports = {&timers_, &timers_, &http_, &blobs_, &kv_, &emit_};
    options.logger = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_));
    loader_ = std::make_unique<Loader>(options);
    folder_.lay("uses_services", [](nlohmann::json& manifest) {
      manifest["id"] = "uses-services";
      manifest["kinds"] = {"connector", "ownership"};
      manifest["capabilities"] = {"baton.kv/1",   "baton.emit/1",   "baton.metrics/1",
                                  "baton.http/1", "baton.timers/1", "baton.blob/1"};
      manifest["http_hosts"] = {"api.example.com"};
      manifest["config_schema"] = {{"type", "object"},
                                   {"additionalProperties", false},
                                   {"properties", {{"token", {{"type", "string"}, {"format", "baton-secret"}}}}}};
    });
    instance_ = load(Kind::kConnector);
  }

  std::unique_ptr<Instance> load(Kind kind) {
    LoadOrder order = order_for(folder_.path(), kind);
    order.settings = {{"token", kToken}};
    LoadResult result = loader_->load(order);
    if (auto* refusal = std::get_if<LoadRefusal>(&result)) throw std::runtime_error(to_string(*refusal));
    return std::get<std::unique_ptr<Instance>>(std::move(result));
  }
  void tell(const std::string& text) {
    auto outbound = [text, record = baton_outbound_t{}]() mutable -> const baton_outbound_t& {
      record.struct_size = sizeof record;
      record.kind = BATON_OUTBOUND_MESSAGE;
      record.text = str_of(text);
      return record;
    };
    instance_->deliver(argument<baton_outbound_t>(outbound), CallInfo{.budget_ms = 20000}, said_.done());
  }
  // What came of it; "(nothing)" when the operation ended otherwise.
  std::string answer() {
    const std::size_t wanted = seen_ + 1;
    if (!said_.wait(wanted) || said_.values.size() < wanted) return "(nothing)";
    return said_.values.at(seen_++);
  }
  std::string told(const std::string& text) {
    tell(text);
    return answer();
  }

  std::ostringstream lines_;
  FakeHttp http_;
  FakeTimers timers_;
  FakeBlobs blobs_;
  FakeKv kv_;
  FakeEmit emit_;
  BundleFolder folder_;
  std::size_t seen_ = 0;
  Ends<baton_receipt_t, std::string> said_{[](const baton_receipt_t& r) { return text_of(r.remote_message_id); }};
  std::unique_ptr<Loader> loader_;
  std::unique_ptr<Instance> instance_;
};

TEST_F(UsesServices, a_commit_reaches_the_store_whole_and_is_told_what_became_of_it) {
  for (const baton_status_t status : {BATON_OK, BATON_CONFLICT, BATON_REJECTED, BATON_UNAVAILABLE}) {
    tell("put at 17 3");
    const auto asked = kv_.next();
    EXPECT_EQ(asked.instance, "test");
    ASSERT_EQ(asked.writes.size(), 1u);
    EXPECT_EQ(asked.writes[0].key, "at");
    EXPECT_EQ(asked.writes[0].value, "17");
    EXPECT_EQ(asked.writes[0].expected_revision, 3u);
    asked.done(status);
    EXPECT_EQ(answer(), std::to_string(status));
  }
  tell("drop at");
  const auto asked = kv_.next();
  EXPECT_EQ(asked.writes.at(0).value, std::nullopt);
  EXPECT_EQ(asked.writes.at(0).expected_revision, UINT64_MAX);
  asked.done(BATON_OK);
  EXPECT_EQ(answer(), "0");
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
  for (const baton_status_t status : {BATON_OK, BATON_UNAVAILABLE}) {
    tell("emit e1 e2");
    const auto taken = emit_.next();
    EXPECT_EQ(taken.instance, "test");
    EXPECT_EQ(taken.ids, (std::vector<std::string>{"e1", "e2"}));
    EXPECT_EQ(taken.cursor_name + "=" + taken.next_cursor, "stream=17");
    taken.stored(status);
    EXPECT_EQ(answer(), std::to_string(status));
  }
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
  tell("fetch https://api.example.com/x");
  ASSERT_TRUE(said_.wait(1));
  EXPECT_EQ(said_.statuses, std::vector<baton_status_t>{BATON_REJECTED});
  EXPECT_EQ(said_.messages, std::vector<std::string>{"no such token: ${secret:token}"});
  instance_->stop(kStopBudgetMs);
  const std::string all = lines_.str();
  EXPECT_NE(all.find("the remote side said: no such token: ${secret:token}"), std::string::npos) << all;
  EXPECT_EQ(all.find(kToken), std::string::npos);
  EXPECT_EQ(http_.last.headers.at(0).second, std::string("Bearer ") + kToken);
}

}  // namespace
}  // namespace baton::plugin::test
