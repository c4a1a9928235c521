// SPDX-License-Identifier: MIT
// The host services as a real plugin uses them, over the ABI, with a small network and clock behind them.
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <sstream>

#include "host/plugin/loader.h"
#include "host/plugin/services/hmac.h"
#include "tests/abi/bad_plugins/bundle.h"
#include "tests/abi/bad_plugins/fake_ports.h"

namespace baton::plugin::test {
namespace {

constexpr const char* kToken = "EAAG-very-secret";

class Services : public ::testing::Test {
 protected:
  Services() {
    auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_);
    LoaderOptions options = here();
    options.ports.http = &http_;
    options.ports.timers = &timers_;
    options.ports.clock = &timers_;
    options.ports.blobs = &blobs_;
    options.logger = std::make_shared<spdlog::logger>("test", sink);
    options.logger->set_level(spdlog::level::debug);
    loader_ = std::make_unique<Loader>(options);
    folder_.lay("echo_connector", [](nlohmann::json& manifest) {
      manifest["id"] = "echo";
      manifest["kinds"] = {"connector"};
      manifest["capabilities"] = {"baton.http/1", "baton.timers/1", "baton.signature/1", "baton.secrets/1", "baton.blob/1"};
      manifest["http_hosts"] = {"{settings.base_url}", "*.cdn.example.com"};
      manifest["config_schema"] = {
          {"type", "object"},
          {"additionalProperties", false},
          {"properties",
           {{"token", {{"type", "string"}, {"format", "baton-secret"}}}, {"base_url", {{"type", "string"}, {"format", "uri"}}}}}};
    });
    LoadOrder order = order_for(folder_.path(), Kind::kConnector);
    order.settings = {{"token", kToken}, {"base_url", "http://127.0.0.1:9000/graph"}};
    LoadResult result = loader_->load(order);
    if (auto* refusal = std::get_if<LoadRefusal>(&result)) throw std::runtime_error(to_string(*refusal));
    instance_ = std::get<std::unique_ptr<Instance>>(std::move(result));
  }

  void deliver(const std::string& text, std::uint32_t budget_ms = 20000) {
    instance_->deliver(argument<baton_outbound_t>([text, record = baton_outbound_t{}]() mutable -> const baton_outbound_t& {
                         record.struct_size = sizeof record;
                         record.kind = BATON_OUTBOUND_MESSAGE;
                         record.text = str_of(text);
                         return record;
                       }),
                       CallInfo{.budget_ms = budget_ms}, receipts_.done());
  }
  void receive(const std::string& body, const std::string& signature) {
    struct Storage {
      std::string body, signature;
      baton_header_t header{};
      baton_webhook_t record{};
    };
    instance_->receive(
        argument<baton_webhook_t>([storage = Storage{body, signature, {}, {}}]() mutable -> const baton_webhook_t& {
          storage.header = {str_of("x-signature"), str_of(storage.signature)};
          storage.record.struct_size = sizeof storage.record;
          storage.record.headers = &storage.header;
          storage.record.header_count = 1;
          storage.record.body = bytes_of(storage.body);
          return storage.record;
        }),
        {}, batches_.done());
  }

  std::ostringstream lines_;
  FakeHttp http_;
  FakeTimers timers_;
  FakeBlobs blobs_;
  BundleFolder folder_;
  Ends<baton_receipt_t, std::string> receipts_{[](const baton_receipt_t& r) { return text_of(r.remote_message_id); }};
  Ends<baton_batch_t, std::string> batches_{[](const baton_batch_t& b) {
    return std::to_string(b.http_status) + " " + (b.event_count > 0 ? text_of(b.events[0]->text) : text_of(b.refusal));
  }};
  std::unique_ptr<Loader> loader_;
  std::unique_ptr<Instance> instance_;
};

TEST_F(Services, a_signed_webhook_becomes_an_event_and_a_forged_one_a_refusal) {
  const auto digest = KeyedHmac(kToken).sign("hello");
  const std::string signature(digest->begin(), digest->end());
  receive("hello", signature);
  receive("hellO", signature);
  receive("hello", "");
  ASSERT_TRUE(batches_.wait(3));
  EXPECT_EQ(batches_.values,
            (std::vector<std::string>{"0 hello", "401 the signature is wrong", "401 the signature is wrong"}));
}

TEST_F(Services, a_request_carries_the_secret_that_the_plugin_never_saw) {
  http_.answer.status = 200;
  http_.answer.body = "wamid.1";
  deliver("http http://127.0.0.1:9000/messages");
  ASSERT_TRUE(receipts_.wait(1));
  EXPECT_EQ(receipts_.values, std::vector<std::string>{"wamid.1"});
  ASSERT_EQ(http_.last.headers.size(), 1u);
  EXPECT_EQ(http_.last.headers[0].second, std::string("Bearer ") + kToken);
  EXPECT_EQ(lines_.str().find(kToken), std::string::npos);
}

TEST_F(Services, a_host_that_is_not_listed_is_never_called) {
  for (const char* url : {"http://127.0.0.1:9001/", "https://127.0.0.1:9000/", "http://evil.example.com/",
                          "http://127.0.0.1:9000@evil.example.com/", "http://127.0.0.1:9000\\@evil.example.com/",
                          "https://cdn.example.com/", "http://a.cdn.example.com/", "https://evilcdn.example.com/", "ftp://x"})
    deliver(std::string("http ") + url);
  ASSERT_TRUE(receipts_.wait(9));
  EXPECT_EQ(receipts_.statuses, std::vector<baton_status_t>(9, BATON_PERMISSION_DENIED));
  EXPECT_EQ(http_.last.url, "");
}

TEST_F(Services, an_answer_that_never_came_keeps_its_retry_meaning) {
  const std::pair<HttpFailure, baton_status_t> rows[] = {{HttpFailure::kNotSent, BATON_UNAVAILABLE},
                                                         {HttpFailure::kOutcomeUnknown, BATON_DEADLINE_EXCEEDED},
                                                         {HttpFailure::kTooLarge, BATON_INVALID_ARGUMENT},
                                                         {HttpFailure::kCancelled, BATON_CANCELLED}};
  std::vector<baton_status_t> wanted;
  for (const auto& [failure, status] : rows) {
    http_.answer.failure = failure;
    deliver("http https://a.cdn.example.com/x");
    wanted.push_back(status);
    ASSERT_TRUE(receipts_.wait(wanted.size()));
  }
  EXPECT_EQ(receipts_.statuses, wanted);
}

TEST_F(Services, a_large_answer_goes_into_a_blob_and_a_failed_one_leaves_none_open) {
  http_.answer.status = 200;
  http_.answer.body = std::string(100000, 'x');
  deliver("blob https://a.cdn.example.com/media");
  ASSERT_TRUE(receipts_.wait(1));
  EXPECT_EQ(blobs_.size_bytes(receipts_.values.at(0)), 100000u);
  http_.answer.status = 404;
  deliver("blob https://a.cdn.example.com/media");
  ASSERT_TRUE(receipts_.wait(2));
  instance_->stop(kStopBudgetMs);
  http_.join();
  EXPECT_EQ(blobs_.open(), 0u);
}

TEST_F(Services, timers_follow_the_clock_that_tests_move) {
  deliver("timer");
  ASSERT_TRUE(timers_.wait_for_armed());
  timers_.advance(999);
  EXPECT_EQ(receipts_.statuses.size(), 0u);
  timers_.advance(1);
  ASSERT_TRUE(receipts_.wait(1));
  EXPECT_EQ(receipts_.values, std::vector<std::string>{"on time"});
}

TEST_F(Services, nothing_of_an_instance_goes_on_after_stop) {
  deliver("timer");
  ASSERT_TRUE(timers_.wait_for_armed());
  EXPECT_TRUE(instance_->stop(kStopBudgetMs));
  EXPECT_EQ(timers_.armed(), 0u);
  EXPECT_EQ(receipts_.statuses, std::vector<baton_status_t>{BATON_CANCELLED});
  timers_.advance(5000);
}

TEST_F(Services, a_log_line_of_a_plugin_stays_one_line) {
  deliver("now");
  ASSERT_TRUE(receipts_.wait(1));
  instance_->stop(kStopBudgetMs);
  const std::string all = lines_.str();
  EXPECT_NE(all.find("plugin=echo instance=test delivered at once {\"a\":1}"), std::string::npos) << all;
}

TEST_F(Services, what_the_connector_declares_is_copied_once) {
  const auto& policy = instance_->channel_policy();
  ASSERT_TRUE(policy.has_value());
  EXPECT_EQ(policy->channel, "echo");
  EXPECT_TRUE(policy->buttons);
  EXPECT_FALSE(policy->templates);
  EXPECT_EQ(policy->window_ms, 86400000);
  EXPECT_EQ(policy->media_limits.at(0).media_type, "image/");
  EXPECT_EQ(instance_->extensions(), (std::vector<std::string>{"baton.connector/1", "baton.http-client/1",
                                                               "baton.timer-client/1", "baton.delivery-lookup/1",
                                                               "baton.channel/1"}));
}

TEST_F(Services, a_cursor_is_absent_only_on_the_very_first_poll) {
  Ends<baton_batch_t, std::string> polls{[](const baton_batch_t& b) { return text_of(b.next_cursor); }};
  instance_->poll("", std::nullopt, {}, polls.done());
  instance_->poll("", "17", {}, polls.done());
  ASSERT_TRUE(polls.wait(2));
  EXPECT_EQ(polls.values, (std::vector<std::string>{"first", "17"}));
}

TEST_F(Services, a_lookup_asks_by_idempotency_key) {
  Ends<LookupAnswer, std::string> answers{[](const LookupAnswer& a) { return text_of(a.remote_message_id); }};
  instance_->lookup(argument<baton_outbound_t>([record = baton_outbound_t{}]() mutable -> const baton_outbound_t& {
                      record.struct_size = sizeof record;
                      return record;
                    }),
                    CallInfo{.idempotency_key = "k7f3-m9"}, answers.done());
  ASSERT_TRUE(answers.wait(1));
  EXPECT_EQ(answers.values, std::vector<std::string>{"k7f3-m9"});
}

}  // namespace
}  // namespace baton::plugin::test
