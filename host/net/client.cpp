// SPDX-License-Identifier: MIT
// The only file that knows cpp-httplib. Its errors are read once here: failures of name, connection and TLS
// come before the first byte, everything else may have come after it.
#include "host/net/client.h"

#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <list>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "host/net/url.h"

namespace baton::net {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Kind = ClientResult::Kind;

bool is_token(std::string_view text) {
  static constexpr std::string_view kPunctuation = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || kPunctuation.find(c) != std::string_view::npos;
  });
}

bool is_header_value(std::string_view text) {
  return text.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos;
}

bool may_repeat(const std::string& method) { return method == "GET" || method == "HEAD"; }

// REQUIRES: not Success.
Kind kind_of(httplib::Error error) {
  switch (error) {
    case httplib::Error::Connection:
    case httplib::Error::ConnectionTimeout:
    case httplib::Error::BindIPAddress:
    case httplib::Error::SSLConnection:
    case httplib::Error::SSLLoadingCerts:
    case httplib::Error::SSLServerVerification:
      return Kind::not_sent;
    case httplib::Error::Success:
    case httplib::Error::Unknown:
    case httplib::Error::Read:
    case httplib::Error::Write:
    case httplib::Error::ExceedRedirectCount:
    case httplib::Error::Canceled:
    case httplib::Error::UnsupportedMultipartBoundaryChars:
    case httplib::Error::Compression:
      break;
  }
  return Kind::unknown;
}

// One kept-alive connection.
struct Connection {
  std::unique_ptr<httplib::ClientImpl> http;
  SteadyClock::time_point idle_since{};
  bool used = false;
};

// Ends exchanges that are over their time: cpp-httplib's own timeouts start anew with every byte that
// trickles in.
class Watchdog {
 public:
  ~Watchdog() {
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  struct Watch {
    httplib::ClientImpl* http;
    SteadyClock::time_point deadline;
    const std::atomic<bool>* cancelled;  // null: cannot be
    bool fired = false;
    bool stopping = false;  // stop() is at work outside the lock: it may wait for a connect to end

    bool is_due(SteadyClock::time_point now) const {
      return !fired && (deadline <= now || (cancelled != nullptr && *cancelled));
    }
  };
  using Handle = std::list<Watch>::iterator;

  Handle begin(httplib::ClientImpl* http, SteadyClock::time_point deadline, const std::atomic<bool>* cancelled) {
    const std::lock_guard lock(mutex_);
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    watches_.push_back({http, deadline, cancelled});
    wake_.notify_all();
    return std::prev(watches_.end());
  }

  // True when the watch ended the exchange.
  bool end(Handle watch) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return !watch->stopping; });
    const bool fired = watch->fired;
    watches_.erase(watch);
    return fired;
  }

  void look_again() {
    const std::lock_guard lock(mutex_);
    wake_.notify_all();
  }

  void end_all_now() {
    const std::lock_guard lock(mutex_);
    for (Watch& watch : watches_) watch.deadline = SteadyClock::time_point::min();
    wake_.notify_all();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!closing_) {
      const auto now = SteadyClock::now();
      const auto due =
          std::find_if(watches_.begin(), watches_.end(), [&](const Watch& watch) { return watch.is_due(now); });
      if (due != watches_.end()) {
        due->fired = due->stopping = true;
        lock.unlock();
        due->http->stop();
        lock.lock();
        due->stopping = false;
        wake_.notify_all();
        continue;
      }
      auto next = SteadyClock::time_point::max();
      for (const Watch& watch : watches_) {
        if (!watch.fired) next = std::min(next, watch.deadline);
      }
      if (next == SteadyClock::time_point::max()) {
        wake_.wait(lock);
      } else {
        wake_.wait_until(lock, next);
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::list<Watch> watches_;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace

class Client::Impl {
 public:
  explicit Impl(ClientOptions options) : options_(std::move(options)) {
    struct sigaction current {};
    if (sigaction(SIGPIPE, nullptr, &current) == 0 && current.sa_handler == SIG_DFL)
      std::signal(SIGPIPE, SIG_IGN);
  }

  ClientResult send(const ClientRequest& request) {
    if (stopped_) return failure(Kind::cancelled, "the client is stopping");
    if (is_cancelled(request)) return failure(Kind::cancelled, "cancelled");
    const auto url = parse_url(request.url);
    if (!url) return failure(Kind::not_sent, "not an http or https URL");
    if (!is_token(request.method)) return failure(Kind::not_sent, "not a method");
    for (const Header& header : request.headers) {
      if (!is_token(header.name) || !is_header_value(header.value)) {
        return failure(Kind::not_sent, "a header cannot be sent");
      }
    }
    const std::string origin = url->scheme + "://" + url->host + ":" + std::to_string(url->port);
    const auto deadline = SteadyClock::now() + std::chrono::milliseconds(request.timeout_ms);
    Connection connection = take(origin, *url);
    const bool reused = connection.used;
    ClientResult result = exchange(connection, request, *url, deadline);
    // The server may have closed the kept-alive connection meanwhile. Only what may be done twice is tried
    // again.
    if (reused && result.kind == Kind::unknown && result.status == 0 && may_repeat(request.method) &&
        SteadyClock::now() < deadline && !stopped_ && !is_cancelled(request)) {
      connection = connect(*url);
      result = exchange(connection, request, *url, deadline);
    }
    if (!result.error.empty()) result.error = origin + ": " + result.error;
    if (result.kind == Kind::answered) give_back(origin, std::move(connection));
    return result;
  }

  void end_cancelled() { watchdog_.look_again(); }

  void stop() {
    stopped_ = true;
    watchdog_.end_all_now();
    const std::lock_guard lock(mutex_);
    idle_.clear();
  }

 private:
  static bool is_cancelled(const ClientRequest& request) { return request.cancelled && *request.cancelled; }

  static ClientResult failure(Kind kind, std::string error) {
    ClientResult result;
    result.kind = kind;
    result.error = std::move(error);
    return result;
  }

  Connection take(const std::string& origin, const Url& url) {
    {
      const std::lock_guard lock(mutex_);
      auto& idle = idle_[origin];
      const auto oldest = SteadyClock::now() - std::chrono::milliseconds(options_.max_idle_ms);
      std::erase_if(idle, [&](const Connection& connection) { return connection.idle_since < oldest; });
      if (!idle.empty()) {
        Connection connection = std::move(idle.back());
        idle.pop_back();
        return connection;
      }
    }
    return connect(url);
  }

  Connection connect(const Url& url) const {
    Connection connection;
    if (url.scheme == "https") {
      auto secure = std::make_unique<httplib::SSLClient>(url.host, url.port);
      if (!options_.ca_file.empty()) {
        X509_STORE* store = X509_STORE_new();
        X509_STORE_load_file(store, options_.ca_file.c_str());
        secure->set_ca_cert_store(store);  // owned by the connection; it adds the system's authorities to it
      }
      secure->enable_server_certificate_verification(true);
      connection.http = std::move(secure);
    } else {
      connection.http = std::make_unique<httplib::ClientImpl>(url.host, url.port);
    }
    connection.http->set_keep_alive(true);
    connection.http->set_follow_location(false);
    connection.http->set_url_encode(false);
    connection.http->set_tcp_nodelay(true);
    return connection;
  }

  void give_back(const std::string& origin, Connection connection) {
    if (connection.http->is_socket_open() == 0) return;
    connection.used = true;
    connection.idle_since = SteadyClock::now();
    const std::lock_guard lock(mutex_);
    auto& idle = idle_[origin];
    if (!stopped_ && idle.size() < options_.max_idle_per_origin) idle.push_back(std::move(connection));
  }

  httplib::Request make_request(const ClientRequest& request, const Url& url) const {
    httplib::Request out;
    out.method = request.method;
    out.path = url.target;
    out.body = request.body;
    for (const Header& header : request.headers) out.headers.emplace(header.name, header.value);
    if (!out.has_header("User-Agent")) out.headers.emplace("User-Agent", options_.user_agent);
    if (!out.has_header("Accept-Encoding")) out.headers.emplace("Accept-Encoding", "identity");
    if (url.host.find(':') != std::string::npos && !out.has_header("Host")) {
      out.headers.emplace("Host", "[" + url.host + "]:" + std::to_string(url.port));
    }
    return out;
  }

  ClientResult exchange(Connection& connection, const ClientRequest& request, const Url& url,
                        SteadyClock::time_point deadline) {
    const auto left =
        std::max(std::chrono::milliseconds(1),
                 std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now()));
    connection.http->set_connection_timeout(
        std::min(left, std::chrono::milliseconds(request.connect_timeout_ms)));
    connection.http->set_read_timeout(left);
    connection.http->set_write_timeout(left);
    httplib::Request out = make_request(request, url);
    ClientResult result;
    bool too_large = false;
    out.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
      too_large = result.body.size() + size > request.max_response_bytes;
      if (!too_large) result.body.append(data, size);
      return !too_large;
    };
    httplib::Response in;
    auto error = httplib::Error::Success;
    const auto watch = watchdog_.begin(connection.http.get(), deadline, request.cancelled.get());
    const bool answered = connection.http->send(out, in, error);
    const bool ended_here = watchdog_.end(watch);
    result.status = in.status > 0 ? in.status : 0;
    for (const auto& [name, value] : in.headers) result.headers.push_back({to_lower(name), value});
    if (answered) {
      result.kind = Kind::answered;
    } else if (too_large) {
      result = failure(Kind::too_large,
                       "the answer is over " + std::to_string(request.max_response_bytes) + " bytes");
      result.status = in.status;
      for (const auto& [name, value] : in.headers) result.headers.push_back({to_lower(name), value});
    } else {
      result.kind = kind_of(error);
      result.body.clear();
      result.error = !ended_here              ? httplib::to_string(error)
                     : is_cancelled(request) ? "cancelled"
                                              : "no whole answer in time";
    }
    return result;
  }

  const ClientOptions options_;
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;
  std::map<std::string, std::vector<Connection>> idle_;
  Watchdog watchdog_;
};

Client::Client(ClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}

Client::~Client() = default;

ClientResult Client::send(const ClientRequest& request) { return impl_->send(request); }

void Client::end_cancelled() { impl_->end_cancelled(); }

void Client::stop() { impl_->stop(); }

}  // namespace baton::net
