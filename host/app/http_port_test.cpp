// SPDX-License-Identifier: MIT
// http_port_test.cpp - the network of plugins: it says honestly what is known, calls nobody whose name is not proved,
// holds nobody up behind a server that hangs, and never calls back from inside the call that asked.
#include "host/app/http_port.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <vector>

#include "host/net/loopback.h"
#include "host/net/self_signed.h"
#include "host/net/server.h"

namespace baton::app {
namespace {

class HttpPortTest : public ::testing::Test {
 protected:
  HttpPortTest() {
    server.route("*", "/echo", [](net::Request&& request, net::Responder responder) {
      const auto key = std::string(request.header("x-key"));
      responder.send({201, request.method + "|" + request.body + "|" + key, "text/plain", {}});
    });
    server.route("GET", "/large", [](net::Request&&, net::Responder responder) {
      responder.send({200, std::string(300000, 'x'), "text/plain", {}});
    });
    server.route("GET", "/missing", [](net::Request&&, net::Responder responder) {
      responder.send({404, "no such media", "text/plain", {}});
    });
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

TEST_F(HttpPortTest, an_answer_comes_with_its_status_whatever_it_is) {
  auto wanted = request("POST", "/echo");
  wanted.body = "hello";
  wanted.headers = {{"X-Key", "7"}};
  const auto echoed = send(std::move(wanted));
  EXPECT_EQ(echoed.failure, plugin::HttpFailure::kNone);
  EXPECT_EQ(echoed.status, 201);
  EXPECT_EQ(echoed.body, "POST|hello|7");
  EXPECT_EQ(send(request("GET", "/missing")).status, 404);
}

TEST_F(HttpPortTest, what_never_left_and_what_may_have_left_are_told_apart) {
  net::Server gone{{}};
  const auto nobody = "http://127.0.0.1:" + std::to_string(gone.start());
  gone.stop();
  auto refused = request("POST", "/echo");
  refused.url = nobody + "/echo";
  EXPECT_EQ(send(std::move(refused)).failure, plugin::HttpFailure::kNotSent);
  EXPECT_EQ(send(request("POST", "/cut")).failure, plugin::HttpFailure::kOutcomeUnknown);
}

TEST_F(HttpPortTest, an_answer_larger_than_allowed_is_not_kept) {
  auto wanted = request("GET", "/large");
  wanted.max_response_bytes = 1000;
  const auto result = send(std::move(wanted));
  EXPECT_EQ(result.failure, plugin::HttpFailure::kTooLarge);
  EXPECT_TRUE(result.body.empty());
}

TEST_F(HttpPortTest, a_sink_gets_the_bytes_of_a_good_answer_only) {
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

TEST_F(HttpPortTest, a_sink_that_cannot_keep_it_ends_the_transfer) {
  auto wanted = request("GET", "/large");
  wanted.sink = [](std::string_view) { return false; };
  EXPECT_EQ(send(std::move(wanted)).failure, plugin::HttpFailure::kTooLarge);
}

TEST_F(HttpPortTest, an_attachment_is_sent_whole_or_not_at_all) {
  auto whole = request("POST", "/echo");
  whole.streamed = std::make_shared<Source>(600000, 600000);
  EXPECT_EQ(send(std::move(whole)).body.size(), 600000 + std::string("POST||").size());
  auto half = request("POST", "/echo");
  half.streamed = std::make_shared<Source>(600000, 300000);
  const auto gone = send(std::move(half));
  EXPECT_EQ(gone.failure, plugin::HttpFailure::kNotSent);
  EXPECT_FALSE(gone.message.empty());
}

TEST_F(HttpPortTest, after_the_stop_every_request_still_gets_its_answer) {
  port.stop();
  EXPECT_EQ(send(request("GET", "/large")).failure, plugin::HttpFailure::kNotSent);
}

// A certificate that no authority signed, or that is another's, and the request with its token never leaves.
TEST(HttpPortTls, a_server_that_cannot_prove_its_name_gets_no_byte) {
  const net::SelfSigned certificate("localhost");
  net::ServerOptions options;
  options.tls_certificate_file = certificate.certificate_file();
  options.tls_key_file = certificate.key_file();
  net::Server server(options);
  server.route("GET", "/", [](net::Request&&, net::Responder responder) { responder.send({200, "hello", "", {}}); });
  const auto port = std::to_string(server.start());
  const auto get = [](NetHttpPort& from, const std::string& url) {
    plugin::HttpRequest request;
    request.method = "GET";
    request.url = url;
    request.headers = {{"Authorization", "Bearer EAAG-secret"}};
    std::promise<plugin::HttpResult> told;
    from.send(std::move(request), [&](plugin::HttpResult&& result) { told.set_value(std::move(result)); });
    return told.get_future().get();
  };
  NetHttpPort plain;
  const auto unknown = get(plain, "https://localhost:" + port + "/");
  EXPECT_EQ(unknown.failure, plugin::HttpFailure::kNotSent);
  EXPECT_EQ(unknown.message.find("EAAG"), std::string::npos);
  net::ClientOptions trusting;
  trusting.ca_file = certificate.certificate_file();
  NetHttpPort trusts(trusting);
  EXPECT_EQ(get(trusts, "https://127.0.0.1:" + port + "/").failure, plugin::HttpFailure::kNotSent);
  EXPECT_EQ(server.counters().requests, 0u);
  EXPECT_EQ(get(trusts, "https://localhost:" + port + "/").body, "hello");
}

// Servers that take a connection and never answer, and one that does.
class HangingServer : public HttpPortTest {
 protected:
  struct Answers {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<plugin::HttpFailure> failures;
  };

  plugin::HttpPort::Ticket ask(NetHttpPort& from, const std::string& url, std::uint32_t budget_ms = 20000) {
    auto wanted = request("GET", "");
    wanted.url = url;
    wanted.budget_ms = budget_ms;
    return from.send(std::move(wanted), [answers = answers](plugin::HttpResult&& result) {
      const std::lock_guard lock(answers->mutex);
      answers->failures.push_back(result.failure);
      answers->changed.notify_all();
    });
  }
  std::size_t answered(std::size_t count) {
    std::unique_lock lock(answers->mutex);
    answers->changed.wait_for(lock, std::chrono::seconds(15), [&] { return answers->failures.size() >= count; });
    return answers->failures.size();
  }

  std::vector<net::loopback::Socket> kept;
  net::loopback::ScriptedServer hanging{[this](net::loopback::Socket socket) { kept.push_back(std::move(socket)); }};
  std::string hangs = hanging.url();
  std::shared_ptr<Answers> answers = std::make_shared<Answers>();
};

TEST_F(HangingServer, a_cancelled_request_ends_at_once_whether_it_waits_or_is_under_way) {
  std::vector<plugin::HttpPort::Ticket> tickets;
  for (std::size_t i = 0; i < NetHttpPort::kAtOncePerOriginMax + 3; ++i) tickets.push_back(ask(port, hangs));
  const auto before = std::chrono::steady_clock::now();
  for (const auto ticket : tickets) port.cancel(ticket);
  ASSERT_EQ(answered(tickets.size()), tickets.size());
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(10)) << "long before their budget ended";
  for (const auto failure : answers->failures) EXPECT_EQ(failure, plugin::HttpFailure::kCancelled);
  port.cancel(tickets.front());
  port.cancel(4711);
  EXPECT_EQ(answered(tickets.size()), tickets.size()) << "each has ended once";
}

TEST_F(HangingServer, a_server_that_hangs_holds_up_nobody_else) {
  for (int i = 0; i < 100; ++i) ask(port, hangs);
  EXPECT_EQ(send(request("GET", "/missing")).status, 404);
  EXPECT_TRUE(answers->failures.empty());
  port.stop();
  ASSERT_EQ(answered(100), 100u);
}

TEST_F(HangingServer, the_budget_goes_on_while_a_request_waits_for_its_turn) {
  for (std::size_t i = 0; i < NetHttpPort::kAtOncePerOriginMax; ++i) ask(port, hangs, 400);
  for (int i = 0; i < 5; ++i) ask(port, hangs, 300);
  ASSERT_EQ(answered(NetHttpPort::kAtOncePerOriginMax + 5), NetHttpPort::kAtOncePerOriginMax + 5);
  const auto sent = std::count(answers->failures.begin(), answers->failures.end(), plugin::HttpFailure::kNotSent);
  EXPECT_EQ(sent, 5) << "what never had its turn surely never left";
}

}  // namespace
}  // namespace baton::app
