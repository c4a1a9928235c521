// SPDX-License-Identifier: MIT
// W9 begins here: what surely did not leave may be sent again, what may have left may not.
#include "host/net/client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "host/net/loopback.h"
#include "host/net/server.h"

namespace baton::net {
namespace {

using Kind = ClientResult::Kind;
using loopback::ScriptedServer;
using loopback::Socket;

ClientRequest post(std::string url, int timeout_ms = 5000) {
  ClientRequest out;
  out.method = "POST";
  out.url = std::move(url);
  out.body = "{\"text\":\"hello\"}";
  out.headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer secret"}};
  out.timeout_ms = timeout_ms;
  return out;
}

std::string ok(const std::string& body, const std::string& more = {}) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more + "\r\n" + body;
}

TEST(Client, an_answer_comes_with_status_headers_and_body) {
  Server server({});
  server.route("POST", "/v25.0/x", [](Request&& request, const Responder& responder) {
    responder.send({429,
                    request.body + "|" + std::string(request.header("user-agent")) + "|" + request.query,
                    "text/plain",
                    {{"Retry-After", "7"}}});
  });
  const int port = server.start();
  Client client;
  const auto result = client.send(post("http://127.0.0.1:" + std::to_string(port) + "/v25.0/x?a=b%20c"));
  EXPECT_EQ(result.kind, Kind::answered);
  EXPECT_EQ(result.status, 429);
  EXPECT_EQ(result.header("retry-after"), "7");
  EXPECT_EQ(result.body, "{\"text\":\"hello\"}|Baton/0.9|a=b%20c");
}

TEST(Client, connections_are_kept_and_used_again) {
  Server server({});
  server.route("POST", "/", [](Request&&, const Responder& responder) { responder.send({}); });
  const std::string url = "http://127.0.0.1:" + std::to_string(server.start()) + "/";
  Client client;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(client.send(post(url)).kind, Kind::answered);
  EXPECT_EQ(server.counters().accepted, 1u);
}

TEST(Client, a_refused_connection_is_surely_not_sent) {
  int port = 0;
  {
    const ScriptedServer gone([](const Socket&) {});
    port = gone.port();
  }
  Client client;
  EXPECT_EQ(client.send(post("http://127.0.0.1:" + std::to_string(port) + "/?token=secret")).kind,
            Kind::not_sent);
}

TEST(Client, a_connect_that_times_out_is_surely_not_sent) {
  // A listener whose queue is full: the kernel lets further connects wait.
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  auto at = loopback::address(0);
  ASSERT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
  ASSERT_EQ(::listen(listener, 0), 0);
  socklen_t size = sizeof at;
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&at), &size);
  const Socket filler = Socket::connect(ntohs(at.sin_port));
  Client client;
  auto request = post("http://127.0.0.1:" + std::to_string(ntohs(at.sin_port)) + "/");
  request.connect_timeout_ms = 100;
  EXPECT_EQ(client.send(request).kind, Kind::not_sent);
  ::close(listener);
}

TEST(Client, a_name_that_does_not_resolve_is_surely_not_sent) {
  Client client;
  EXPECT_EQ(client.send(post("http://no-such-host.invalid/")).kind, Kind::not_sent);
}

TEST(Client, what_cannot_be_written_as_a_request_is_not_sent) {
  const ScriptedServer server([](Socket socket) { socket.send(ok("")); });
  Client client;
  EXPECT_EQ(client.send(post("ftp://x/")).kind, Kind::not_sent);
  auto evil = post(server.url());
  evil.headers.push_back({"X", "a\r\nInjected: yes"});
  EXPECT_EQ(client.send(evil).kind, Kind::not_sent);
  EXPECT_EQ(server.connections(), 0);
}

TEST(Client, a_server_that_closes_without_reading_leaves_it_unknown) {
  const ScriptedServer server([](Socket socket) {
    socket.wait_readable();  // a reset before the first byte would be seen as a connection that failed
    socket.reset();
  });
  Client client;
  EXPECT_EQ(client.send(post(server.url())).kind, Kind::unknown);
  EXPECT_EQ(server.connections(), 1);
}

TEST(Client, a_server_that_reads_and_closes_leaves_it_unknown) {
  const ScriptedServer server([](Socket socket) { socket.receive_until("hello"); });
  Client client;
  const auto result = client.send(post(server.url("/v1?token=secret")));
  EXPECT_EQ(result.kind, Kind::unknown);
  EXPECT_EQ(result.error.find("secret"), std::string::npos) << result.error;
  EXPECT_EQ(server.connections(), 1);
}

TEST(Client, silence_after_sending_is_unknown) {
  std::atomic<bool> done{false};
  const ScriptedServer server([&](Socket socket) {
    socket.receive_until("hello");
    while (!done) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  Client client;
  EXPECT_EQ(client.send(post(server.url(), 100)).kind, Kind::unknown);
  done = true;
}

TEST(Client, an_answer_that_trickles_does_not_hold_the_caller) {
  std::atomic<bool> done{false};
  const ScriptedServer server([&](Socket socket) {
    socket.receive_until("hello");
    socket.send("HTTP/1.1 200 OK\r\nX: ");
    while (!done && socket.send("a")) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  });
  Client client;
  const auto result = client.send(post(server.url(), 200));
  done = true;
  EXPECT_EQ(result.kind, Kind::unknown);
  EXPECT_NE(result.error.find("in time"), std::string::npos);
}

TEST(Client, an_answer_cut_off_in_its_body_is_unknown) {
  const ScriptedServer server([](Socket socket) {
    socket.receive_until("hello");
    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"messages\":");
  });
  Client client;
  const auto result = client.send(post(server.url()));
  EXPECT_EQ(result.kind, Kind::unknown);
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body, "");
}

TEST(Client, a_kept_connection_closed_in_time_is_replaced_unseen) {
  const ScriptedServer server([](Socket socket) {
    socket.receive_until("hello");
    socket.send(ok("done"));
  });
  Client client;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(client.send(post(server.url())).kind, Kind::answered);
    std::this_thread::sleep_for(
        std::chrono::milliseconds(20));  // lets the FIN arrive; both outcomes of a race are legal
  }
}

TEST(Client, a_kept_connection_that_dies_with_the_request_is_unknown_for_post_and_repeated_for_get) {
  // The server answers the first request of a connection and drops the second after reading it.
  std::atomic<int> read{0};
  const ScriptedServer server([&](Socket socket) {
    socket.receive_until("\r\n\r\n");
    read++;
    socket.send(ok("done"));
    if (!socket.receive_until("\r\n\r\n").empty()) read++;
  });
  Client client;
  ClientRequest get;
  get.url = server.url();
  EXPECT_EQ(client.send(get).kind, Kind::answered);
  EXPECT_EQ(client.send(post(server.url())).kind, Kind::unknown);
  EXPECT_EQ(read, 2);
  EXPECT_EQ(client.send(get).kind, Kind::answered);
  EXPECT_EQ(client.send(get).kind, Kind::answered);
}

TEST(Client, an_answer_over_the_limit_is_named_so) {
  Server server({});
  server.route("POST", "/", [](Request&&, const Responder& responder) {
    responder.send({200, std::string(2000, 'a'), "text/plain", {}});
  });
  Client client;
  auto request = post("http://127.0.0.1:" + std::to_string(server.start()) + "/");
  request.max_response_bytes = 1999;
  const auto result = client.send(request);
  EXPECT_EQ(result.kind, Kind::too_large);
  EXPECT_EQ(result.status, 200);
  request.max_response_bytes = 2000;
  EXPECT_EQ(client.send(request).body.size(), 2000u);
}

TEST(Client, a_redirect_is_an_answer_and_the_token_stays) {
  const ScriptedServer elsewhere([](Socket socket) { socket.send(ok("")); });
  const ScriptedServer server([&](Socket socket) {
    socket.receive_until("\r\n\r\n");
    socket.send("HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url() + "\r\nContent-Length: 0\r\n\r\n");
  });
  Client client;
  ClientRequest get;
  get.url = server.url();
  EXPECT_EQ(client.send(get).status, 302);
  EXPECT_EQ(elsewhere.connections(), 0);
}

TEST(Client, stop_ends_what_is_under_way_as_unknown_and_refuses_the_rest) {
  std::atomic<bool> read{false};
  std::atomic<bool> done{false};
  const ScriptedServer server([&](Socket socket) {
    socket.receive_until("hello");
    read = true;
    while (!done) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  Client client;
  ClientResult result;
  std::thread sender([&] { result = client.send(post(server.url(), 60000)); });
  while (!read) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  client.stop();
  sender.join();
  done = true;
  EXPECT_EQ(result.kind, Kind::unknown);
  EXPECT_EQ(client.send(post(server.url())).kind, Kind::cancelled);
}

TEST(Client, a_request_that_nobody_wants_any_more_ends_long_before_its_time) {
  std::vector<Socket> kept;
  ScriptedServer server([&](Socket socket) { kept.push_back(std::move(socket)); });
  Client client;
  auto cancelled = std::make_shared<std::atomic<bool>>(false);
  auto request = post(server.url(), 60000);
  request.cancelled = cancelled;
  std::thread stopper([&] {
    while (server.connections() == 0) std::this_thread::yield();
    *cancelled = true;
    client.end_cancelled();
  });
  const auto result = client.send(request);
  stopper.join();
  EXPECT_EQ(result.kind, Kind::unknown) << "bytes may have left";
  EXPECT_NE(result.error.find("cancelled"), std::string::npos) << result.error;
  EXPECT_EQ(client.send(request).kind, Kind::cancelled) << "and one that has not begun never leaves";
  EXPECT_EQ(server.connections(), 1);
}

}  // namespace
}  // namespace baton::net
