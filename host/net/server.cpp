// SPDX-License-Identifier: MIT
// Accepts connections and keeps their time. One sweep looks at all deadlines: a timer for each connection
// costs more than the request.
#include "host/net/server.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>
#include <stdexcept>
#include <thread>

#include "host/net/session.h"
#include "host/net/url.h"

namespace baton::net {
namespace {

using namespace detail;

constexpr int kBacklog = 4096;
constexpr std::chrono::milliseconds kSweepEvery{50};
constexpr std::chrono::milliseconds kAcceptPause{
    50};  // out of file descriptors: let some connections end first

}  // namespace

class Server::Impl {
 public:
  explicit Impl(ServerOptions options) : core_(std::make_shared<Core>(std::move(options))) {
    core_->io = &io_;
    core_->take_answers = [this] { take_answers(); };
    if (core_->options.tls_certificate_file.empty()) return;
    core_->tls.emplace(asio::ssl::context::tls_server);
    core_->tls->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                            asio::ssl::context::no_tlsv1_1);
    core_->tls->use_certificate_chain_file(core_->options.tls_certificate_file);
    core_->tls->use_private_key_file(core_->options.tls_key_file, asio::ssl::context::pem);
  }

  ~Impl() { stop(); }

  int start() {
    const std::string& listen = core_->options.listen;
    try {
      const auto endpoint = parse_endpoint(listen);
      if (!endpoint) throw std::runtime_error("not an address and port");
      const std::string host = endpoint->host == "localhost" ? "127.0.0.1" : endpoint->host;
      const tcp::endpoint address(asio::ip::make_address(host), endpoint->port);
      acceptor_.open(address.protocol());
      acceptor_.set_option(
          Acceptor::reuse_address(true));  // restart while old connections linger; never shares a port
      acceptor_.bind(address);
      acceptor_.listen(kBacklog);
    } catch (const std::exception& failed) {
      throw std::runtime_error("cannot listen on " + listen + ": " + failed.what());
    }
    accept();
    thread_ = std::thread([this] { io_.run(); });
    return acceptor_.local_endpoint().port();
  }

  void stop() {
    if (!thread_.joinable()) return;
    asio::post(io_, [this] { begin_stop(); });
    thread_.join();
    const std::lock_guard lock(core_->answers_mutex);
    core_->io = nullptr;
    core_->answers.clear();
  }

  Core& core() { return *core_; }

 private:
  void accept() {
    acceptor_.async_accept([this](error_code failed, Socket socket) {
      if (core_->stopping) return;
      if (failed) {
        pause_.expires_after(kAcceptPause);
        pause_.async_wait([this](error_code stopped) {
          if (!stopped) accept();
        });
        return;
      }
      admit(std::move(socket));
      accept();
    });
  }

  void admit(Socket socket) {
    core_->counters.accepted++;
    core_->counters.open++;
    const bool full = core_->sessions.size() >= core_->options.max_connections;
    const auto session = std::make_shared<Session>(core_, std::move(socket));
    core_->sessions.emplace(session.get(), session);
    if (core_->sessions.size() == 1) sweep();
    if (!full) return session->start();
    core_->counters.refused_connections++;
    session->refuse_connection();
  }

  // Runs while there are connections, so that an idle server does nothing at all.
  void sweep() {
    sweep_.expires_after(kSweepEvery);
    sweep_.async_wait([this](error_code stopped) {
      if (stopped) return;
      const auto now = SteadyClock::now();
      for (const auto& session : open_sessions()) session->check_deadline(now);
      if (!core_->sessions.empty()) return sweep();
      if (core_->stopping) io_.stop();
    });
  }

  void take_answers() {
    std::vector<std::pair<std::weak_ptr<Session>, Response>> answers;
    {
      const std::lock_guard lock(core_->answers_mutex);
      answers.swap(core_->answers);
    }
    for (auto& [session, response] : answers) {
      if (const auto open = session.lock()) {
        open->answer(std::move(response));
      } else {
        core_->counters.gone++;
      }
    }
    finish_stop();
  }

  void begin_stop() {
    core_->stopping = true;
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    for (const auto& session : open_sessions()) session->stop();
    grace_.expires_after(std::chrono::milliseconds(core_->options.stop_grace_ms));
    grace_.async_wait([this](error_code finished) {
      if (finished) return;
      for (const auto& session : open_sessions()) session->close();
      io_.stop();
    });
    finish_stop();
  }

  // Sessions end in their own handlers; the sweep or the next answer notices that the last one has.
  void finish_stop() {
    if (core_->stopping && core_->sessions.empty()) io_.stop();
  }

  std::vector<std::shared_ptr<Session>> open_sessions() const {
    std::vector<std::shared_ptr<Session>> out;
    out.reserve(core_->sessions.size());
    for (const auto& [raw, session] : core_->sessions) out.push_back(session);
    return out;
  }

  asio::io_context io_{1};
  std::shared_ptr<Core> core_;
  Acceptor acceptor_{io_};
  asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, asio::io_context::executor_type>
      sweep_{io_}, pause_{io_}, grace_{io_};
  std::thread thread_;
};

Responder::Responder(std::shared_ptr<detail::Pending> pending) : pending_(std::move(pending)) {}

void Responder::send(Response response) const { pending_->send(std::move(response)); }

void Responder::cut() const { pending_->send({detail::kCut, {}, {}, {}}); }

Server::Server(ServerOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}

Server::~Server() = default;

void Server::route(std::string method, std::string_view pattern, Handler handler, Pool* pool) {
  impl_->core().router.add(std::move(method), pattern, std::move(handler), pool);
}

int Server::start() { return impl_->start(); }

void Server::stop() { impl_->stop(); }

Counters Server::counters() const {
  const AtomicCounters& from = impl_->core().counters;
  Counters out;
  out.accepted = from.accepted;
  out.open = from.open;
  out.refused_connections = from.refused_connections;
  out.requests = from.requests;
  out.malformed = from.malformed;
  out.timed_out = from.timed_out;
  out.too_large = from.too_large;
  out.headers_too_large = from.headers_too_large;
  out.no_route = from.no_route;
  out.pool_full = from.pool_full;
  out.handler_failed = from.handler_failed;
  out.gone = from.gone;
  return out;
}

}  // namespace baton::net
