// SPDX-License-Identifier: MIT
// How one connection is read, refused and answered.
#include "host/net/session.h"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <string_view>

#include "host/net/url.h"

namespace baton::net::detail {
namespace {

constexpr std::size_t kReadBytes = 16384;
constexpr std::size_t kMaxDrainBytes = std::size_t{64} << 20;  // read and thrown away after a refusal
constexpr int kDrainMs = 2000;

// A header continued on the next line: gone from HTTP, and a proxy in front may still join what is split here.
bool has_folded_header(std::string_view header) {
  return header.find("\r\n ") != std::string_view::npos || header.find("\r\n\t") != std::string_view::npos;
}

std::string head_of(const Response& response, std::size_t body_bytes, bool keep_alive) {
  std::string head;
  head.reserve(256);
  const bool bodiless = response.status == 204 || response.status == 304;
  head += "HTTP/1.1 " + std::to_string(response.status) + ' ';
  head += reason_phrase(response.status);
  head += "\r\n";
  if (!bodiless) head += "Content-Length: " + std::to_string(body_bytes) + "\r\n";
  const auto add = [&](std::string_view name, std::string_view value) {
    if ((std::string(name) + std::string(value)).find_first_of(std::string_view{"\r\n\0", 3}) !=
        std::string::npos) {
      return;  // a value that would start a header or answer of its own is left out
    }
    head.append(name).append(": ").append(value).append("\r\n");
  };
  if (!response.content_type.empty()) add("Content-Type", response.content_type);
  for (const Header& header : response.headers) add(header.name, header.value);
  if (!keep_alive) head += "Connection: close\r\n";
  head += "\r\n";
  return head;
}

std::string_view header_value(const http::request<http::string_body>& message, http::field field) {
  const auto value = message[field];
  return {value.data(), value.size()};
}

}  // namespace

Pending::~Pending() {
  if (sent_.load()) return;
  core_->counters.handler_failed++;
  send(problem(500, "the request was not answered by the host"));
}

void Pending::send(Response response) {
  if (sent_.exchange(true)) return;
  const std::lock_guard lock(core_->answers_mutex);
  if (!core_->io) return;
  core_->answers.emplace_back(session_, std::move(response));
  if (core_->answers.size() == 1) asio::post(*core_->io, core_->take_answers);
}

Session::Session(std::shared_ptr<Core> core, Socket socket)
    : core_(std::move(core)), socket_(std::move(socket)) {
  if (core_->tls) tls_.emplace(std::move(*socket_), *core_->tls);
  if (core_->tls) socket_.reset();
  error_code ignored;
  raw().set_option(tcp::no_delay(true), ignored);
  const auto remote = raw().remote_endpoint(ignored);
  peer_ = remote.address().to_string(ignored) + ":" + std::to_string(remote.port());
}

void Session::start() {
  if (!tls_) return next_request();
  enter(Phase::kHandshake, core_->options.header_timeout_ms);
  tls_->async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](error_code failed) {
    return failed ? self->close() : self->next_request();
  });
}

void Session::refuse_connection() {
  keep_alive_ = false;
  answer(problem(503, "too many connections"));
}

// An answer from a Responder; I/O thread.
void Session::answer(Response response) {
  if (phase_ == Phase::kClosed) {
    core_->counters.gone++;
    return;
  }
  if (response.status == kCut) return close();
  keep_alive_ = keep_alive_ && !core_->stopping;
  head_ = head_of(response, response.body.size(), keep_alive_);
  body_ = head_request_ || response.status == 204 || response.status == 304 ? std::string{}
                                                                            : std::move(response.body);
  enter(Phase::kWriting, core_->options.write_timeout_ms);
  const std::array<asio::const_buffer, 2> buffers{asio::buffer(head_), asio::buffer(body_)};
  write(buffers, [self = shared_from_this()](error_code failed, std::size_t) {
    if (failed) return self->close();
    return self->keep_alive_ ? self->next_request() : self->drain();
  });
}

void Session::check_deadline(SteadyClock::time_point now) {
  if (now < deadline_) return;
  error_code ignored;
  switch (phase_) {
    case Phase::kHeader:
    case Phase::kBody:
      timed_out_ = true;
      raw().cancel(ignored);
      deadline_ = SteadyClock::time_point::max();
      break;
    case Phase::kIdle:
    case Phase::kHandshake:
    case Phase::kWriting:
    case Phase::kDraining:
      close();
      break;
    case Phase::kHandling:
    case Phase::kClosed:
      break;
  }
}

// Nothing that was read whole is dropped by stop(); what was not will be sent again by its sender.
void Session::stop() {
  if (phase_ != Phase::kHandling && phase_ != Phase::kWriting) close();
}

void Session::close() {
  if (phase_ == Phase::kClosed) return;
  phase_ = Phase::kClosed;
  error_code ignored;
  raw().shutdown(tcp::socket::shutdown_both, ignored);
  raw().close(ignored);
  core_->counters.open--;
  const auto keep = shared_from_this();
  core_->sessions.erase(this);
}

template <typename Buffers, typename Done>
void Session::write(const Buffers& buffers, Done done) {
  if (tls_) {
    asio::async_write(*tls_, buffers, std::move(done));
  } else {
    asio::async_write(*socket_, buffers, std::move(done));
  }
}

void Session::enter(Phase phase, int timeout_ms) {
  phase_ = phase;
  deadline_ = timeout_ms > 0 ? SteadyClock::now() + std::chrono::milliseconds(timeout_ms)
                             : SteadyClock::time_point::max();
}

void Session::next_request() {
  if (core_->stopping) return close();
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(core_->options.max_header_bytes));
  parser_->body_limit(core_->options.max_body_bytes);
  head_request_ = false;
  timed_out_ = false;
  keep_alive_ = false;
  continued_ = false;
  enter(Phase::kIdle, core_->options.idle_timeout_ms);
  if (buffer_.size() > 0) return feed();
  read();
}

void Session::read() {
  const auto done = [self = shared_from_this()](error_code failed, std::size_t bytes) {
    self->on_read(failed, bytes);
  };
  const auto space = buffer_.prepare(kReadBytes);
  if (tls_) {
    tls_->async_read_some(space, done);
  } else {
    socket_->async_read_some(space, done);
  }
}

void Session::on_read(error_code failed, std::size_t bytes) {
  if (phase_ == Phase::kClosed) return;
  if (failed && timed_out_) {
    core_->counters.timed_out++;
    return refuse(408, {});
  }
  if (failed) {
    // A client that closes its side in the middle of a request may still be listening for the refusal.
    const bool half_request = phase_ == Phase::kHeader || phase_ == Phase::kBody;
    if (!half_request || (failed != asio::error::eof && failed != asio::ssl::error::stream_truncated))
      return close();
    core_->counters.malformed++;
    return refuse(400, "the request ended early");
  }
  timed_out_ = false;
  buffer_.commit(bytes);
  feed();
}

// Gives the parser what was read, until the request is whole or more is needed.
void Session::feed() {
  if (phase_ == Phase::kIdle) enter(Phase::kHeader, core_->options.header_timeout_ms);
  while (buffer_.size() > 0 && !parser_->is_done()) {
    error_code failed;
    const auto read = buffer_.data();
    const std::size_t used = parser_->put(read, failed);
    const bool folded = phase_ == Phase::kHeader && has_folded_header({static_cast<const char*>(read.data()), used});
    buffer_.consume(used);
    if (failed == http::error::need_more) break;
    if (failed) return refuse_parse(failed);
    if (folded) return refuse_folded();
    if (phase_ == Phase::kHeader && parser_->is_header_done()) {
      if (!accept_header()) return;
      parser_->eager(true);
      enter(Phase::kBody, core_->options.body_timeout_ms);
    } else if (used == 0) {
      break;
    }
  }
  if (parser_->is_done()) return dispatch();
  if (phase_ == Phase::kBody && !continued_ &&
      equals_ignoring_case(header_value(parser_->get(), http::field::expect), "100-continue")) {
    return send_continue();
  }
  read();
}

// False when the request was refused.
bool Session::accept_header() {
  const auto& message = parser_->get();
  const auto count = static_cast<std::size_t>(std::distance(message.begin(), message.end()));
  if (count > core_->options.max_headers) {
    core_->counters.headers_too_large++;
    refuse(431, "too many header fields");
    return false;
  }
  const auto hosts = message.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) {
    core_->counters.malformed++;
    refuse(400, "exactly one Host header is required");
    return false;
  }
  return true;
}

void Session::send_continue() {
  continued_ = true;
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  write(asio::buffer(kContinue), [self = shared_from_this()](error_code failed, std::size_t) {
    return failed || self->phase_ == Phase::kClosed ? self->close() : self->read();
  });
}

void Session::refuse_parse(error_code failed) {
  if (failed == http::error::body_limit) {
    core_->counters.too_large++;
    return refuse(413, "the body is over " + std::to_string(core_->options.max_body_bytes) + " bytes");
  }
  if (failed == http::error::header_limit) {
    core_->counters.headers_too_large++;
    return refuse(431, {});
  }
  core_->counters.malformed++;
  refuse(400, failed.message());
}

void Session::refuse_folded() {
  core_->counters.malformed++;
  refuse(400, "folded header fields are not taken");
}

void Session::refuse(int status, const std::string& detail) {
  keep_alive_ = false;
  answer(problem(status, detail));
}

void Session::dispatch() {
  enter(Phase::kHandling, 0);
  auto message = parser_->release();
  keep_alive_ = message.keep_alive();
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.peer = peer_;
  for (const auto& field : message) {
    request.headers.push_back(
        {to_lower({field.name_string().data(), field.name_string().size()}), std::string(field.value())});
  }
  request.body = std::move(message.body());
  head_request_ = request.method == "HEAD";
  auto target = parse_target(request.target);
  if (!target) {
    core_->counters.malformed++;
    return refuse(400, "the request target cannot be read");
  }
  core_->counters.requests++;
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  auto match = core_->router.find(request.method, target->segments);
  if (!match.route) return no_route(match.allow);
  request.params = std::move(match.params);
  hand_over(*match.route, std::move(request));
}

void Session::no_route(const std::string& allow) {
  core_->counters.no_route++;
  Response response = allow.empty() ? problem(404, "nothing is at this path") : problem(405, "this path does not take this method");
  if (!allow.empty()) response.headers.push_back({"Allow", allow});
  answer(std::move(response));
}

void Session::hand_over(const Route& route, Request request) {
  const Responder responder(std::make_shared<Pending>(core_, weak_from_this()));
  // The responder inside `call` answers 500 when the handler throws and drops it.
  const auto shared = std::make_shared<Request>(std::move(request));
  auto call = [core = core_, &handler = route.handler, shared, responder] {
    try {
      handler(std::move(*shared), responder);
    } catch (...) {
      core->counters.handler_failed++;
      responder.send(problem(500, "the request failed inside the host"));
    }
  };
  if (!route.pool) return call();
  if (route.pool->try_post(std::move(call))) return;
  core_->counters.pool_full++;
  Response busy = problem(503, "too many requests wait already");
  busy.headers.push_back({"Retry-After", "1"});
  responder.send(std::move(busy));
}

// After a refusal the client may still be sending: closing now would reset the connection and lose the
// answer.
void Session::drain() {
  if (core_->stopping && parser_ && parser_->is_done())
    return close();  // nothing is left to be read; stop() is waiting
  error_code ignored;
  raw().shutdown(tcp::socket::shutdown_send, ignored);
  enter(Phase::kDraining, kDrainMs);
  buffer_.consume(buffer_.size());
  drain_some();
}

void Session::drain_some() {
  raw().async_read_some(buffer_.prepare(kReadBytes),
                        [self = shared_from_this()](error_code failed, std::size_t bytes) {
                          self->drained_ += bytes;
                          if (failed || self->phase_ != Phase::kDraining || self->drained_ > kMaxDrainBytes)
                            return self->close();
                          self->drain_some();
                        });
}

}  // namespace baton::net::detail
