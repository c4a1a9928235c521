// SPDX-License-Identifier: MIT
// ports_test.cpp - what plugins are given: a network that says honestly what is known, attachments that are never held
// as more than they are, and no callback from inside the call that asked for it.
#include "host/app/ports.h"

#include <gtest/gtest.h>

#include <future>

#include "host/ledger/memory_ledger.h"
#include "host/net/server.h"

namespace baton::app {
namespace {

class PortsTest : public ::testing::Test {
 protected:
  PortsTest() {
    server.route("*", "/echo", [](net::Request&& request, net::Responder responder) {
      responder.send({201, request.method + "|" + request.body + "|" + std::string(request.header("x-key")), "text/plain", {}});
    });
    server.route("GET", "/large", [](net::Request&&, net::Responder responder) { responder.send({200, std::string(300000, 'x'), "text/plain", {}}); });
    server.route("GET", "/missing", [](net::Request&&, net::Responder responder) { responder.send({404, "no such media", "text/plain", {}}); });
    server.route("POST", "/cut", [](net::Request&&, net::Responder responder) { responder.cut(); });
    base = "http://127.0.0.1:" + std::to_string(server.start());
  }
  plugin::HttpRequest request(const std::string& method, const std::string& path) {
    plugin::HttpRequest made;
    made.method = method;
    made.url = base + path;
    made.budget_ms = 20000;
    return made;
  }
  plugin::HttpResult send(plugin::HttpRequest&& wanted) {
    auto told = std::make_shared<std::promise<plugin::HttpResult>>();
    port.send(std::move(wanted), [told, thread = std::this_thread::get_id()](plugin::HttpResult&& result) {
      EXPECT_NE(std::this_thread::get_id(), thread) << "called back from inside the call";
      told->set_value(std::move(result));
    });
    auto result = told->get_future();
    if (result.wait_for(std::chrono::seconds(30)) != std::future_status::ready) throw std::runtime_error("no answer");
    return result.get();
  }

  net::Server server{{}};
  std::string base;
  NetHttpPort port;
};

// An attachment that is read while it is sent; `there` bytes of it exist.
struct Source : plugin::HttpBody {
  Source(std::size_t stated_bytes, std::size_t there_bytes) : stated(stated_bytes), there(there_bytes) {}
  std::uint64_t size_bytes() const override { return stated; }
  std::size_t read(std::uint64_t offset, char* buffer, std::size_t capacity) override {
    if (offset >= there) return 0;
    const auto count = std::min(capacity, there - static_cast<std::size_t>(offset));
    std::fill_n(buffer, count, 'y');
    return count;
  }
  std::size_t stated, there;
};

TEST_F(PortsTest, an_answer_comes_with_its_status_whatever_it_is) {
  auto wanted = request("POST", "/echo");
  wanted.body = "hello";
  wanted.headers = {{"X-Key", "7"}};
  const auto echoed = send(std::move(wanted));
  EXPECT_EQ(echoed.failure, plugin::HttpFailure::kNone);
  EXPECT_EQ(echoed.status, 201);
  EXPECT_EQ(echoed.body, "POST|hello|7");
  EXPECT_EQ(send(request("GET", "/missing")).status, 404);
}

TEST_F(PortsTest, what_never_left_and_what_may_have_left_are_told_apart) {
  net::Server gone{{}};
  const auto nobody = "http://127.0.0.1:" + std::to_string(gone.start());
  gone.stop();
  auto refused = request("POST", "/echo");
  refused.url = nobody + "/echo";
  EXPECT_EQ(send(std::move(refused)).failure, plugin::HttpFailure::kNotSent);
  EXPECT_EQ(send(request("POST", "/cut")).failure, plugin::HttpFailure::kOutcomeUnknown);
}

TEST_F(PortsTest, an_answer_larger_than_allowed_is_not_kept) {
  auto wanted = request("GET", "/large");
  wanted.max_response_bytes = 1000;
  const auto result = send(std::move(wanted));
  EXPECT_EQ(result.failure, plugin::HttpFailure::kTooLarge);
  EXPECT_TRUE(result.body.empty());
}

TEST_F(PortsTest, a_sink_gets_the_bytes_of_a_good_answer_only) {
  std::string kept;
  const auto into = [&](std::string_view piece) {
    kept += piece;
    return true;
  };
  auto wanted = request("GET", "/large");
  wanted.sink = into;
  EXPECT_TRUE(send(std::move(wanted)).body.empty());
  EXPECT_EQ(kept.size(), 300000u);
  kept.clear();
  auto missing = request("GET", "/missing");
  missing.sink = into;
  EXPECT_EQ(send(std::move(missing)).body, "no such media");  // an error's text is no attachment
  EXPECT_TRUE(kept.empty());
}

TEST_F(PortsTest, a_sink_that_cannot_keep_it_ends_the_transfer) {
  auto wanted = request("GET", "/large");
  wanted.sink = [](std::string_view) { return false; };
  EXPECT_EQ(send(std::move(wanted)).failure, plugin::HttpFailure::kTooLarge);
}

TEST_F(PortsTest, an_attachment_is_sent_whole_or_not_at_all) {
  auto whole = request("POST", "/echo");
  whole.streamed = std::make_shared<Source>(600000, 600000);
  EXPECT_EQ(send(std::move(whole)).body.size(), 600000 + std::string("POST||").size());
  auto half = request("POST", "/echo");
  half.streamed = std::make_shared<Source>(600000, 300000);
  const auto gone = send(std::move(half));
  EXPECT_EQ(gone.failure, plugin::HttpFailure::kNotSent);
  EXPECT_FALSE(gone.message.empty());
}

TEST_F(PortsTest, after_the_stop_every_request_still_gets_its_answer) {
  port.stop();
  EXPECT_EQ(send(request("GET", "/large")).failure, plugin::HttpFailure::kNotSent);
}

TEST(BlobPort, bytes_come_back_in_pieces_and_an_unknown_id_gives_none) {
  const auto store = ledger::make_memory_blob_store();
  LedgerBlobPort port(*store);
  const auto id = port.create();
  ASSERT_TRUE(id);
  EXPECT_TRUE(port.append(*id, "abc"));
  EXPECT_TRUE(port.append(*id, "defg"));
  const auto blob = port.finish(*id);
  ASSERT_TRUE(blob);
  EXPECT_EQ(port.size_bytes(*blob), 7u);
  char buffer[4] = {};
  EXPECT_EQ(port.read(*blob, 0, buffer, 3), 3u);
  EXPECT_EQ(std::string(buffer, 3), "abc");
  EXPECT_EQ(port.read(*blob, 6, buffer, 4), 1u);
  EXPECT_EQ(port.read(*blob, 7, buffer, 4), 0u);
  EXPECT_FALSE(port.read("nothing", 0, buffer, 4));
  EXPECT_FALSE(port.size_bytes("nothing"));
  EXPECT_FALSE(port.append(*id, "late"));  // finished is finished
}

TEST(ClockPort, rules_time_is_the_moved_clock_and_budgets_are_not) {
  engine::MovedClock clock(core::Instant{1000});
  EngineClockPort port(clock);
  EXPECT_EQ(port.now_unix_ms(), 1000);
  const auto before = port.monotonic_ms();
  clock.set(core::Instant{1000 + core::kDay}, false);
  EXPECT_EQ(port.now_unix_ms(), 1000 + core::kDay);
  EXPECT_LT(port.monotonic_ms() - before, static_cast<std::uint64_t>(core::kHour));
}

}  // namespace
}  // namespace baton::app
