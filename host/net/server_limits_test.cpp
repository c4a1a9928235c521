// SPDX-License-Identifier: MIT
// The server and clients that are slow, greedy or broken: each gets a clear refusal, a counter, and nobody
// else waits.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "host/net/loopback.h"
#include "host/net/server.h"

namespace baton::net {
namespace {

using loopback::Socket;

ServerOptions tight() {
  ServerOptions options;
  options.header_timeout_ms = 100;
  options.body_timeout_ms = 100;
  options.idle_timeout_ms = 60000;
  return options;
}

// A server that answers the size of the body.
class Limits : public testing::Test {
 protected:
  int start(ServerOptions options = {}) {
    server_ = std::make_unique<Server>(std::move(options));
    server_->route("*", "/x", [](Request&& request, const Responder& responder) {
      responder.send({200, "size " + std::to_string(request.body.size()), "text/plain", {}});
    });
    return server_->start();
  }
  std::string exchange(const std::string& bytes) {
    Socket client = Socket::connect(start());
    client.send(bytes);
    return client.receive_all();
  }
  std::unique_ptr<Server> server_;
};

TEST_F(Limits, a_10_mb_body_is_refused_with_413_before_it_is_read) {
  Socket client = Socket::connect(start());
  client.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10485760\r\n\r\n");
  const std::string part(1 << 20, 'a');
  for (int i = 0; i < 10 && client.send(part); ++i) {
  }
  EXPECT_EQ(client.receive_all().rfind("HTTP/1.1 413 ", 0), 0u);
  EXPECT_EQ(server_->counters().too_large, 1u);
}

TEST_F(Limits, a_chunked_body_over_the_limit_is_refused_with_413) {
  Socket client = Socket::connect(start());
  client.send("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "100000\r\n" + std::string(1 << 20, 'a') + "\r\n";
  for (int i = 0; i < 6 && client.send(chunk); ++i) {
  }
  EXPECT_EQ(client.receive_all().rfind("HTTP/1.1 413 ", 0), 0u);
}

TEST_F(Limits, a_body_of_exactly_the_limit_is_taken) {
  ServerOptions options;
  options.max_body_bytes = 1000;
  const int port = start(options);
  for (const std::size_t size : {std::size_t{1000}, std::size_t{1001}}) {
    Socket client = Socket::connect(port);
    client.send("POST /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " +
                std::to_string(size) + "\r\n\r\n" + std::string(size, 'a'));
    EXPECT_EQ(client.receive_all().rfind(size == 1000 ? "HTTP/1.1 200 " : "HTTP/1.1 413 ", 0), 0u) << size;
  }
}

TEST_F(Limits, chunks_are_put_together) {
  EXPECT_NE(exchange("POST /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "3\r\nabc\r\n2;note=1\r\nde\r\n0\r\n\r\n")
                .find("size 5"),
            std::string::npos);
}

TEST_F(Limits, an_invalid_chunk_is_malformed) {
  EXPECT_EQ(exchange("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n")
                .rfind("HTTP/1.1 400 ", 0),
            0u);
  EXPECT_EQ(server_->counters().malformed, 1u);
}

TEST_F(Limits, two_lengths_for_one_body_are_malformed) {
  EXPECT_EQ(
      exchange(
          "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
          .rfind("HTTP/1.1 400 ", 0),
      0u);
  EXPECT_EQ(exchange("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd")
                .rfind("HTTP/1.1 400 ", 0),
            0u);
}

TEST_F(Limits, a_folded_header_hides_a_second_request_from_nobody) {
  for (const std::string fold : {"\r\n chunked", "\r\n\tchunked", " chunked\r\n "}) {
    const auto answer = exchange("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:" + fold +
                                 "\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(answer.rfind("HTTP/1.1 400 ", 0), 0u) << answer;
    EXPECT_EQ(answer.find("200"), std::string::npos) << answer;
  }
}

TEST_F(Limits, malformed_request_lines_are_refused_with_400) {
  for (const char* line :
       {"NONSENSE\r\n\r\n", "GET /x HTTP/9.1\r\nHost: x\r\n\r\n", "GET  HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /x HTTP/1.1\r\n\r\n", "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "GET /x HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
        "\x16\x03\x01\x02\x01\x01\r\n\r\n"}) {
    EXPECT_EQ(exchange(line).rfind("HTTP/1.1 400 ", 0), 0u) << line;
  }
}

TEST_F(Limits, endless_and_countless_headers_are_refused_with_431) {
  EXPECT_EQ(
      exchange("GET /x HTTP/1.1\r\nHost: x\r\nA: " + std::string(100000, 'a')).rfind("HTTP/1.1 431 ", 0), 0u);
  std::string many = "GET /x HTTP/1.1\r\nHost: x\r\n";
  for (int i = 0; i < 200; ++i) many += "A: b\r\n";
  EXPECT_EQ(exchange(many + "\r\n").rfind("HTTP/1.1 431 ", 0), 0u);
}

TEST_F(Limits, slow_headers_time_out_while_others_are_served) {
  const int port = start(tight());
  std::vector<Socket> slow;
  for (int i = 0; i < 64; ++i) {
    slow.push_back(Socket::connect(port));
    slow.back().send("GET /x HTTP/1.1\r\nHo");
  }
  for (int i = 0; i < 20; ++i) {
    Socket client = Socket::connect(port);
    client.send("GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(client.receive_all().rfind("HTTP/1.1 200 ", 0), 0u);
  }
  for (Socket& client : slow) EXPECT_EQ(client.receive_all().rfind("HTTP/1.1 408 ", 0), 0u);
  EXPECT_EQ(server_->counters().timed_out, 64u);
}

TEST_F(Limits, a_byte_now_and_then_does_not_extend_the_header_time) {
  Socket client = Socket::connect(start(tight()));
  while (client.send("A")) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    if (server_->counters().timed_out > 0) break;
  }
  EXPECT_EQ(client.receive_all().rfind("HTTP/1.1 408 ", 0), 0u);
}

TEST_F(Limits, a_slow_body_times_out) {
  Socket client = Socket::connect(start(tight()));
  client.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(client.receive_all().rfind("HTTP/1.1 408 ", 0), 0u);
}

TEST_F(Limits, a_silent_connection_is_closed_without_a_word) {
  ServerOptions options;
  options.idle_timeout_ms = 60;
  Socket client = Socket::connect(start(options));
  EXPECT_EQ(client.receive_all(), "");
}

TEST_F(Limits, a_request_cut_off_in_the_middle_is_malformed) {
  Socket client = Socket::connect(start());
  client.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
  client.finish_sending();
  EXPECT_EQ(client.receive_all().rfind("HTTP/1.1 400 ", 0), 0u);
}

TEST_F(Limits, one_connection_too_many_is_told_so) {
  ServerOptions options;
  options.max_connections = 2;
  const int port = start(options);
  Socket first = Socket::connect(port);
  Socket second = Socket::connect(port);
  first.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
  first.receive_until("size");
  second.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
  second.receive_until("size");
  EXPECT_EQ(Socket::connect(port).receive_all().rfind("HTTP/1.1 503 ", 0), 0u);
  EXPECT_EQ(server_->counters().refused_connections, 1u);
}

TEST_F(Limits, expect_continue_is_answered_in_any_spelling) {
  const int port = start();
  for (const char* spelling : {"100-continue", "100-Continue", "100-CONTINUE"}) {
    Socket client = Socket::connect(port);
    client.send(
        std::string("POST /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\nExpect: ") +
        spelling + "\r\n\r\n");
    EXPECT_EQ(client.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n") << spelling;
    client.send("abc");
    EXPECT_NE(client.receive_all().find("size 3"), std::string::npos);
  }
}

TEST_F(Limits, expect_continue_for_too_much_is_refused_at_once) {
  Socket client = Socket::connect(start());
  client.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive_until("\r\n\r\n").rfind("HTTP/1.1 413 ", 0), 0u);
}

TEST_F(Limits, keep_alive_of_both_http_versions) {
  const int port = start();
  Socket old = Socket::connect(port);
  old.send("GET /x HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.receive_all().rfind("HTTP/1.1 200 ", 0), 0u);
  Socket now = Socket::connect(port);
  for (int i = 0; i < 3; ++i) {
    now.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n" + std::to_string(i));
    EXPECT_NE(now.receive_until("size 1").find("size 1"), std::string::npos);
  }
}

TEST_F(Limits, a_header_value_cannot_start_another_answer) {
  server_ = std::make_unique<Server>(ServerOptions{});
  server_->route("GET", "/x", [](Request&&, const Responder& responder) {
    responder.send({200, "x", "text/plain", {{"Evil", "a\r\nInjected: yes"}, {"Fine", "yes"}}});
  });
  Socket client = Socket::connect(server_->start());
  client.send("GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string answer = client.receive_all();
  EXPECT_EQ(answer.find("Injected"), std::string::npos);
  EXPECT_NE(answer.find("Fine: yes"), std::string::npos);
}

}  // namespace
}  // namespace baton::net
