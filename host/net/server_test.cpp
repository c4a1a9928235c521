// SPDX-License-Identifier: MIT
// The server as well-behaved clients see it: routes, order, answers from other threads, stopping.
#include "host/net/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "host/net/loopback.h"

namespace baton::net {
namespace {

using loopback::Socket;

Response text(std::string body) { return {200, std::move(body), "text/plain", {}}; }

std::string get(int port, const std::string& target, const std::string& method = "GET") {
  Socket client = Socket::connect(port);
  client.send(method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  return client.receive_all();
}

// Waits for a condition that another thread makes true.
template <typename Condition>
bool eventually(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(loopback::kPatienceMs);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

TEST(Server, routes_captures_and_decodes) {
  Server server({});
  server.route("GET", "/v1/cases/{id}/reply", [](Request&& request, const Responder& responder) {
    responder.send(text(request.params.at("id") + "|" + request.path + "|" +
                        request.query_value("q").value_or("-") + "|" + std::string(request.header("host"))));
  });
  const int port = server.start();
  const std::string answer = get(port, "/v1/cases/a%2Fb/reply?x=1&q=caf%C3%A9+y");
  EXPECT_NE(answer.find("a/b|/v1/cases/a/b/reply|caf\xc3\xa9 y|x"), std::string::npos) << answer;
}

TEST(Server, unknown_path_and_wrong_method_are_problems) {
  Server server({});
  server.route("GET", "/here", [](Request&&, const Responder& responder) { responder.send(text("x")); });
  server.route("POST", "/here", [](Request&&, const Responder& responder) { responder.send(text("x")); });
  const int port = server.start();
  const std::string missing = get(port, "/nowhere");
  EXPECT_EQ(missing.rfind("HTTP/1.1 404 Not Found\r\n", 0), 0u);
  EXPECT_NE(missing.find("application/problem+json"), std::string::npos);
  const std::string wrong = get(port, "/here", "DELETE");
  EXPECT_EQ(wrong.rfind("HTTP/1.1 405 ", 0), 0u);
  EXPECT_NE(wrong.find("Allow: GET, HEAD, POST\r\n"), std::string::npos) << wrong;
}

TEST(Server, head_sends_the_length_but_no_body) {
  Server server({});
  server.route("GET", "/x", [](Request&&, const Responder& responder) { responder.send(text("12345")); });
  const std::string answer = get(server.start(), "/x", "HEAD");
  EXPECT_NE(answer.find("Content-Length: 5\r\n"), std::string::npos);
  EXPECT_EQ(answer.substr(answer.size() - 4), "\r\n\r\n");
}

TEST(Server, pipelined_requests_are_answered_in_order) {
  Server server({});
  Pool pool({4, 100});
  server.route(
      "GET", "/n/{n}",
      [](Request&& request, const Responder& responder) {
        responder.send(text("<" + request.params["n"] + ">"));
      },
      &pool);
  Socket client = Socket::connect(server.start());
  std::string requests;
  for (int i = 0; i < 50; ++i) requests += "GET /n/" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  requests += "GET /n/last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  client.send(requests);
  const std::string answers = client.receive_all();
  std::size_t at = 0;
  for (int i = 0; i < 50; ++i) {
    at = answers.find("<" + std::to_string(i) + ">", at);
    ASSERT_NE(at, std::string::npos) << i;
  }
  EXPECT_NE(answers.find("<last>", at), std::string::npos);
  server.stop();
}

TEST(Server, a_half_closed_client_still_gets_its_answer) {
  Server server({});
  Pool pool({1, 10});
  server.route(
      "POST", "/x",
      [](Request&& request, const Responder& responder) { responder.send(text("got " + request.body)); },
      &pool);
  Socket client = Socket::connect(server.start());
  client.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
  client.finish_sending();
  EXPECT_NE(client.receive_all().find("got hi"), std::string::npos);
  server.stop();
}

TEST(Server, answers_may_come_later_from_another_thread_and_only_the_first_counts) {
  Server server({});
  std::mutex mutex;
  std::vector<Responder> waiting;
  server.route("GET", "/x", [&](Request&&, Responder responder) {
    const std::lock_guard lock(mutex);
    waiting.push_back(std::move(responder));
  });
  const int port = server.start();
  std::vector<Socket> clients;
  for (int i = 0; i < 256; ++i) {
    clients.push_back(Socket::connect(port));
    ASSERT_TRUE(clients.back().send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n"));
  }
  ASSERT_TRUE(eventually([&] {
    const std::lock_guard lock(mutex);
    return waiting.size() == clients.size();
  }));
  for (const Responder& responder : waiting) {
    responder.send(text("first"));
    responder.send(text("second"));
  }
  for (Socket& client : clients) EXPECT_NE(client.receive_until("first").find("first"), std::string::npos);
  EXPECT_EQ(server.counters().requests, 256u);
}

TEST(Server, a_dropped_responder_and_a_throwing_handler_answer_500) {
  Server server({});
  server.route("GET", "/drop", [](Request&&, const Responder&) {});
  server.route("GET", "/throw", [](Request&&, const Responder&) { throw std::runtime_error("secret"); });
  const int port = server.start();
  for (const char* path : {"/drop", "/throw"}) {
    const std::string answer = get(port, path);
    EXPECT_EQ(answer.rfind("HTTP/1.1 500 ", 0), 0u) << path;
    EXPECT_EQ(answer.find("secret"), std::string::npos);
  }
  EXPECT_EQ(server.counters().handler_failed, 2u);
}

TEST(Server, a_full_pool_answers_503_at_once) {
  Server server({});
  Pool pool({1, 1});
  std::mutex gate;
  gate.lock();
  std::atomic<int> started{0};
  server.route(
      "GET", "/x",
      [&](Request&&, const Responder& responder) {
        started++;
        const std::lock_guard lock(gate);
        responder.send(text("done"));
      },
      &pool);
  const int port = server.start();
  Socket first = Socket::connect(port);
  first.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(eventually([&] { return started == 1; }));
  Socket second = Socket::connect(port);
  second.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(eventually([&] { return server.counters().requests == 2; }));
  EXPECT_EQ(get(port, "/x").rfind("HTTP/1.1 503 ", 0), 0u);
  gate.unlock();
  EXPECT_NE(first.receive_until("done").find("done"), std::string::npos);
  EXPECT_NE(second.receive_until("done").find("done"), std::string::npos);
  server.stop();
}

TEST(Server, an_answer_after_the_client_or_the_server_has_gone_is_harmless) {
  std::vector<Responder> waiting;
  std::mutex mutex;
  {
    Server server({});
    server.route("GET", "/x", [&](Request&&, Responder responder) {
      const std::lock_guard lock(mutex);
      waiting.push_back(std::move(responder));
    });
    const int port = server.start();
    Socket client = Socket::connect(port);
    client.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\nGET /x HTTP/1.1\r\nHost: x\r\n\r\n");
    ASSERT_TRUE(eventually([&] {
      const std::lock_guard lock(mutex);
      return waiting.size() == 1;
    }));
    client.reset();
    waiting.front().send(text("too late"));
    Socket other = Socket::connect(port);
    other.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
    ASSERT_TRUE(eventually([&] {
      const std::lock_guard lock(mutex);
      return waiting.size() >= 2;
    }));
    waiting.back().send(text("bye"));
    EXPECT_NE(other.receive_until("bye").find("bye"), std::string::npos);
    waiting.pop_back();
  }
  for (const Responder& responder : waiting) responder.send(text("nobody"));
}

TEST(Server, stop_lets_a_request_in_hand_be_answered_and_closes_idle_ones) {
  Server server({});
  std::mutex mutex;
  std::vector<Responder> waiting;
  server.route("GET", "/x", [&](Request&&, Responder responder) {
    const std::lock_guard lock(mutex);
    waiting.push_back(std::move(responder));
  });
  const int port = server.start();
  Socket idle = Socket::connect(port);
  Socket slow = Socket::connect(port);
  slow.send("GET /x HT");
  Socket busy = Socket::connect(port);
  busy.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(eventually([&] {
    const std::lock_guard lock(mutex);
    return waiting.size() == 1;
  }));
  std::thread stopping([&] { server.stop(); });
  EXPECT_EQ(idle.receive_all(), "");
  EXPECT_EQ(slow.receive_all(), "");
  waiting.front().send(text("last"));
  const std::string answer = busy.receive_all();
  EXPECT_NE(answer.find("Connection: close"), std::string::npos);
  EXPECT_NE(answer.find("last"), std::string::npos);
  stopping.join();
  EXPECT_FALSE(Socket::connect(port).open());
}

TEST(Server, stop_does_not_wait_for_ever_for_an_answer) {
  ServerOptions options;
  options.stop_grace_ms = 50;
  Server server(options);
  std::vector<Responder> waiting;
  std::atomic<bool> seen{false};
  server.route("GET", "/x", [&](Request&&, Responder responder) {
    waiting.push_back(std::move(responder));
    seen = true;
  });
  Socket client = Socket::connect(server.start());
  client.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(eventually([&] { return seen.load(); }));
  server.stop();
  EXPECT_EQ(client.receive_all(), "");
}

TEST(Server, a_cut_closes_the_connection_without_an_answer) {
  Server server({});
  server.route("GET", "/x", [](Request&&, const Responder& responder) { responder.cut(); });
  EXPECT_EQ(get(server.start(), "/x"), "");
  EXPECT_EQ(server.counters().handler_failed, 0u);
}

TEST(Server, two_servers_never_share_a_port) {
  Server first({});
  const int port = first.start();
  ServerOptions options;
  options.listen = "127.0.0.1:" + std::to_string(port);
  Server second(options);
  try {
    second.start();
    FAIL() << "bound twice";
  } catch (const std::runtime_error& failed) {
    EXPECT_NE(std::string(failed.what()).find(options.listen), std::string::npos);
  }
}

}  // namespace
}  // namespace baton::net
