// SPDX-License-Identifier: MIT
// Host services through the helper: callbacks arrive once, on the strand, with what the host said.
#include <gtest/gtest.h>

#include <baton/host.hpp>
#include <thread>

#include "test_plugins.h"

namespace baton::sdk::test {
namespace {

using testing::FakeHost;
using testing::Loaded;

class Services : public ::testing::Test {
 protected:
  void SetUp() override {
    behaviour() = Behaviour{};
    plugin_.emplace(fake_, entry(), BATON_CONNECTOR_FACTORY, "{}");
    plugin_->start();
  }
  Host& host() { return *behaviour().host; }

  FakeHost fake_;
  std::optional<Loaded> plugin_;
};

TEST_F(Services, an_http_request_crosses_whole_and_its_answer_comes_back_once) {
  HttpRequest request;
  request.method = "POST";
  request.url = "https://api.example.com/a";
  request.headers = {{"Authorization", "Bearer ${secret:token}"}, {"X-Odd", "quote \" back \\ tab \t"}};
  request.body = std::string("a\0b", 3);
  request.parts = {{"file", "a.png", "image/png", "", "blob-1"}};
  int calls = 0;
  std::string body;
  auto sent = host().http().send(request, [&](const HttpResponse& response) {
    ++calls;
    body = std::string(response.body);
    EXPECT_TRUE(response.answered());
    EXPECT_EQ(response.http_status, 201u);
    EXPECT_EQ(response.headers_json, "{\"retry-after\":\"3\"}");
  });
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(calls, 0) << "never from inside send";
  EXPECT_EQ(fake_.http_sent.at(0).headers_json,
            R"({"Authorization":"Bearer ${secret:token}","X-Odd":"quote \" back \\ tab \u0009"})");
  EXPECT_EQ(fake_.http_sent.at(0).body.size(), 3u);
  EXPECT_EQ(fake_.http_sent.at(0).parts.at(0).blob_id, "blob-1");
  plugin_->answer_http(0, 201, "made", "{\"retry-after\":\"3\"}");
  plugin_->answer_http(0, 201, "again");
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(body, "made");
}

TEST_F(Services, an_http_request_without_an_answer_says_what_may_have_happened) {
  std::optional<Error> error;
  ASSERT_TRUE(host().http().send({}, [&](const HttpResponse& response) { error = response.error; }).ok());
  plugin_->fail_http(0, BATON_DEADLINE_EXCEEDED);
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->status, BATON_DEADLINE_EXCEEDED);
}

TEST_F(Services, a_refused_send_is_an_error_value_and_its_callback_never_runs) {
  fake_.http_send_status = BATON_PERMISSION_DENIED;
  const auto sent = host().http().send({}, [](const HttpResponse&) { FAIL(); });
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().status, BATON_PERMISSION_DENIED);
  EXPECT_EQ(sent.error().message, "refused by the test");
}

TEST_F(Services, a_callback_may_send_the_next_request) {
  std::string seen;
  ASSERT_TRUE(host()
                  .http()
                  .send({},
                        [&](const HttpResponse& first) {
                          seen += first.body;
                          ASSERT_TRUE(host().http().send(
                              {}, [&](const HttpResponse& second) { seen += second.body; }));
                        })
                  .ok());
  plugin_->answer_http(0, 200, "one ");
  plugin_->answer_http(1, 200, "two");
  EXPECT_EQ(seen, "one two");
}

TEST_F(Services, answers_that_overtake_another_threads_send_still_find_their_callback) {
  for (std::size_t i = 0; i < 200; ++i) {
    std::atomic<int> calls{0};
    std::thread sender([&] { (void)host().http().send({}, [&](const HttpResponse&) { ++calls; }); });
    // This thread is the strand: it answers as soon as the host knows the request.
    for (baton_op_id_t op_id = 0; op_id == 0; std::this_thread::yield()) {
      op_id = fake_.http_op_id(i);
      if (op_id == 0) continue;
      auto response = make_record<baton_http_response_t>();
      plugin_->table<baton_http_client_t>(BATON_HTTP_CLIENT)
          ->on_response(plugin_->instance(), op_id, &response);
    }
    sender.join();
    EXPECT_EQ(calls.load(), 1);
  }
}

TEST_F(Services, a_disarmed_timer_does_not_run_even_if_it_was_queued) {
  int fired = 0;
  ASSERT_TRUE(host().timers().arm(50, [&] { fired += 1; }).ok());
  auto second = host().timers().arm(60, [&] { fired += 10; });
  host().timers().disarm(second.value());
  plugin_->fire_timer(0);
  plugin_->fire_timer(1);
  EXPECT_EQ(fired, 1);
  EXPECT_EQ(fake_.timers.at(1).after_ms, 60u);
}

TEST_F(Services, the_store_reads_values_of_any_size_and_compares_revisions) {
  baton_status_t committed = BATON_PENDING;
  const auto on_done = [&](baton_status_t status) { committed = status; };
  const std::string large(100'000, 'v');
  ASSERT_TRUE(host().kv().commit({{"large", large, kNewKey}, {"empty", "", kNewKey}}, on_done).ok());
  const auto* client = plugin_->table<baton_kv_client_t>(BATON_KV_CLIENT);
  client->on_committed(plugin_->instance(), fake_.kv_commits.at(0).op_id, fake_.kv_commits.at(0).answer);
  EXPECT_EQ(committed, BATON_OK);
  auto found = host().kv().get("large");
  ASSERT_TRUE(found.value().has_value());
  EXPECT_EQ(found.value()->value, large);
  EXPECT_EQ(host().kv().get("empty").value()->value, "");
  EXPECT_FALSE(host().kv().get("absent").value().has_value());
  ASSERT_TRUE(host().kv().commit({{"large", std::nullopt, 99}}, on_done).ok());
  EXPECT_EQ(fake_.kv_commits.at(1).answer, BATON_CONFLICT);
  ASSERT_TRUE(host().kv().commit({{"large", std::nullopt}}, on_done).ok());
  EXPECT_FALSE(host().kv().get("large").value().has_value());
}

TEST_F(Services, blobs_are_written_in_chunks_and_read_at_any_offset) {
  std::string content(3'000'000, 'a');
  content += "end";
  auto id = host().blobs().write(content);
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(host().blobs().size_bytes(id.value()).value(), content.size());
  EXPECT_EQ(host().blobs().read(id.value(), 3'000'000, 10).value(), "end");
  EXPECT_EQ(host().blobs().read(id.value(), content.size(), 10).value(), "");
  EXPECT_EQ(host().blobs().read("nothing", 0, 10).error().status, BATON_NOT_FOUND);
}

TEST_F(Services, signatures_are_checked_with_secrets_that_never_leave_the_host) {
  fake_.secrets = {{"app", "s3cret"}};
  EXPECT_TRUE(host().secrets().exists("app"));
  EXPECT_EQ(host().signature().verify_hmac_sha256("app", "data", fake_.signed_bytes), BATON_OK);
  EXPECT_EQ(host().signature().verify_hmac_sha256("app", "data", "short"), BATON_PERMISSION_DENIED);
  EXPECT_EQ(host().signature().verify_hmac_sha256("other", "data", ""), BATON_NOT_FOUND);
  EXPECT_EQ(host().signature().verify_equal("app", "s3cret"), BATON_OK);
  EXPECT_EQ(host().signature().sign_hmac_sha256("app", "data").value().size(), 32u);
}

TEST_F(Services, emitted_events_report_when_they_are_stored) {
  std::deque<EventBuilder> events;
  events.emplace_back(BATON_EVENT_CUSTOMER_MESSAGE, "id-1").text = "hello";
  baton_status_t stored = BATON_PENDING;
  ASSERT_TRUE(
      host().emit().emit(events, {"inbox", "42"}, [&](baton_status_t status) { stored = status; }).ok());
  EXPECT_EQ(fake_.emitted.at(0).answer.events.at(0).text, "hello");
  EXPECT_EQ(fake_.emitted.at(0).answer.next_cursor, "42");
  plugin_->table<baton_emit_client_t>(BATON_EMIT_CLIENT)
      ->on_stored(plugin_->instance(), fake_.emitted.at(0).op_id, BATON_OK);
  EXPECT_EQ(stored, BATON_OK);
}

TEST_F(Services, metrics_are_defined_in_init_and_recorded_by_their_id) {
  plugin_.reset();
  std::uint32_t counter = 0, gauge = 0;
  behaviour().init = [&] {
    counter = host().metrics().define(BATON_METRIC_COUNTER, "mails", "Mails read.", "").value();
    gauge = host().metrics().define(BATON_METRIC_GAUGE, "lag", "", "s").value();
  };
  plugin_.emplace(fake_, entry(), BATON_CONNECTOR_FACTORY, "{}");
  plugin_->start();
  host().metrics().record(counter, 2);
  host().metrics().record(gauge, 0.5);
  host().metrics().record(0, 7);  // one that was never defined
  ASSERT_EQ(fake_.metrics.size(), 2u);
  EXPECT_EQ(fake_.metrics.at(0).help, "Mails read.");
  EXPECT_EQ(fake_.metrics.at(0).recorded, std::vector<double>{2});
  EXPECT_EQ(fake_.metrics.at(1).unit, "s");
  EXPECT_EQ(fake_.metrics.at(1).recorded, std::vector<double>{0.5});
}

TEST_F(Services, log_fields_are_json_whatever_they_hold) {
  host().log().warning("limited", {{"code", "a\"b\n"}, {"count", 3}, {"big", std::uint64_t{1} << 40}});
  EXPECT_EQ(fake_.log_lines.at(0).fields_json, R"({"code":"a\"b\u000a","count":3,"big":1099511627776})");
  EXPECT_EQ(fake_.log_lines.at(0).level, BATON_LOG_WARNING);
}

TEST(Text, secret_references_and_hex_are_read_strictly) {
  EXPECT_EQ(secret_name("${secret:token}"), "token");
  for (const char* wrong : {"", "${secret:}", "token", "${secret:token", "x${secret:token}"}) {
    EXPECT_EQ(secret_name(wrong), std::nullopt) << wrong;
  }
  EXPECT_EQ(from_hex("00fFa0"), std::string("\x00\xff\xa0", 3));
  EXPECT_EQ(from_hex("0"), std::nullopt);
  EXPECT_EQ(from_hex("zz"), std::nullopt);
}

TEST(Text, absent_and_empty_are_not_the_same) {
  EXPECT_TRUE(absent(kAbsent));
  EXPECT_TRUE(absent(str_or_absent("")));
  EXPECT_FALSE(absent(str("")));
  EXPECT_FALSE(absent(str(std::string_view{})));
  EXPECT_EQ(view(kAbsent), "");
}

}  // namespace
}  // namespace baton::sdk::test
