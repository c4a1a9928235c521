// SPDX-License-Identifier: MIT
// The HTTP server: one I/O thread for any number of connections, so that slow clients hold memory and never a
// thread. A request is read whole (within limits) before its handler sees it, and its answer may come later
// from any thread: a webhook is answered when its commit is done, hundreds of them at one wake-up of the I/O
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "host/net/message.h"
#include "host/net/pool.h"
#include "host/net/router.h"

namespace baton::net {

namespace detail {
class Pending;
}

// The right to answer one request. Copies share it; the first send() counts, later ones do nothing. Any
// thread; also after the client has gone or the server has stopped. When the last copy goes away unanswered,
// the client gets a 500.
class Responder {
 public:
  explicit Responder(std::shared_ptr<detail::Pending> pending);
  void send(Response response) const;
  // Closes the connection without an answer; counts as one. For stand-ins that play a broken network.
  void cut() const;

 private:
  std::shared_ptr<detail::Pending> pending_;
};

struct ServerOptions {
  std::string listen = "127.0.0.1:0";  // numeric address or localhost; port 0 picks a free one
  std::size_t max_body_bytes = std::size_t{4} << 20;
  std::size_t max_header_bytes = std::size_t{32} << 10;
  std::size_t max_headers = 100;
  std::size_t max_connections = 4096;  // one more is answered 503 and closed
  int header_timeout_ms = 10000;       // from the first byte of a request to the end of its headers
  int body_timeout_ms = 30000;         // from there to the end of its body
  int idle_timeout_ms = 60000;         // between requests of a kept-alive connection
  int write_timeout_ms = 30000;
  int stop_grace_ms = 5000;          // stop() waits so long for requests that are being answered
  std::string tls_certificate_file;  // PEM chain; both set: TLS 1.2 or newer
  std::string tls_key_file;
};

struct Counters {
  std::uint64_t accepted = 0;             // connections
  std::uint64_t open = 0;                 // connections now
  std::uint64_t refused_connections = 0;  // over max_connections
  std::uint64_t requests = 0;             // read whole
  std::uint64_t malformed = 0;            // 400
  std::uint64_t timed_out = 0;            // 408
  std::uint64_t too_large = 0;            // 413
  std::uint64_t headers_too_large = 0;    // 431
  std::uint64_t no_route = 0;             // 404 and 405
  std::uint64_t pool_full = 0;            // 503
  std::uint64_t handler_failed = 0;       // 500: threw, or dropped its Responder
  std::uint64_t gone = 0;                 // answers whose client had left
};

class Server {
 public:
  explicit Server(ServerOptions options);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // REQUIRES: before start(). Without a pool the handler runs on the I/O thread and MUST NOT block there. A
  // pool MUST outlive the server. See router.h for patterns.
  void route(std::string method, std::string_view pattern, Handler handler, Pool* pool = nullptr);

  // Binds and serves; returns the port. Throws std::runtime_error that names the address when it is in use
  // (two processes never share a port).
  int start();

  // Takes no more connections, lets requests in hand be answered within the grace period, closes, joins.
  // REQUIRES: not from a handler without a pool.
  void stop();

  Counters counters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace baton::net
