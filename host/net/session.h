// SPDX-License-Identifier: MIT
// One connection of the server and what connections share. Internal to host/net: only session.cpp and
// server.cpp include this file, and with it Boost.Asio and Boost.Beast.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "host/net/router.h"
#include "host/net/server.h"

namespace baton::net::detail {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;
using Socket = asio::basic_stream_socket<tcp, asio::io_context::executor_type>;
using Acceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;
using TlsStream = asio::ssl::stream<Socket>;

struct AtomicCounters {
  std::atomic<std::uint64_t> accepted{0}, open{0}, refused_connections{0}, requests{0}, malformed{0},
      timed_out{0}, too_large{0}, headers_too_large{0}, no_route{0}, pool_full{0}, handler_failed{0}, gone{0};
};

class Session;

inline constexpr int kCut = 0;  // not a status: the connection is closed instead of answered

// What sessions need of their server; lives as long as any of them and as any Responder.
struct Core {
  explicit Core(ServerOptions given) : options(std::move(given)) {}

  ServerOptions options;
  Router router;
  AtomicCounters counters;
  std::optional<asio::ssl::context> tls;

  // Group commit answers many requests at once: the first answer of a batch wakes the I/O thread, the others
  // ride along.
  std::mutex answers_mutex;
  std::vector<std::pair<std::weak_ptr<Session>, Response>> answers;
  asio::io_context* io = nullptr;  // null once the server has stopped
  std::function<void()> take_answers;

  // I/O thread only.
  std::unordered_map<Session*, std::shared_ptr<Session>> sessions;
  bool stopping = false;
};

// What copies of a Responder share.
class Pending {
 public:
  Pending(std::shared_ptr<Core> core, std::weak_ptr<Session> session)
      : core_(std::move(core)), session_(std::move(session)) {}
  ~Pending();  // answers 500 when nobody did
  Pending(const Pending&) = delete;
  Pending& operator=(const Pending&) = delete;
  void send(Response response);

 private:
  std::shared_ptr<Core> core_;
  std::weak_ptr<Session> session_;
  std::atomic<bool> sent_{false};
};

// One connection. Requests are answered one after the other, so pipelined ones wait in the buffer, in order.
// Reading is driven by hand (read some, feed the parser), because each phase of a request has its own
// deadline and refusal. I/O thread only.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(std::shared_ptr<Core> core, Socket socket);

  void start();
  void refuse_connection();
  void answer(Response response);
  void check_deadline(SteadyClock::time_point now);
  void stop();
  void close();

 private:
  enum class Phase { kHandshake, kIdle, kHeader, kBody, kHandling, kWriting, kDraining, kClosed };
  using Parser = http::request_parser<http::string_body>;

  Socket& raw() { return tls_ ? tls_->next_layer() : *socket_; }
  template <typename Buffers, typename Done>
  void write(const Buffers& buffers, Done done);
  void enter(Phase phase, int timeout_ms);
  void next_request();
  void read();
  void on_read(error_code failed, std::size_t bytes);
  void feed();
  bool accept_header();
  void send_continue();
  void refuse_parse(error_code failed);
  void refuse_folded();
  void refuse(int status, const std::string& detail);
  void dispatch();
  void no_route(const std::string& allow);
  void hand_over(const Route& route, Request request);
  void drain();
  void drain_some();

  std::shared_ptr<Core> core_;
  std::optional<Socket> socket_;  // one of the two is set
  std::optional<TlsStream> tls_;
  std::string peer_;
  Phase phase_ = Phase::kIdle;
  SteadyClock::time_point deadline_ = SteadyClock::time_point::max();
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  bool timed_out_ = false, keep_alive_ = false, head_request_ = false, continued_ = false;
  std::string head_, body_;  // the answer being written
  std::size_t drained_ = 0;
};

}  // namespace baton::net::detail
