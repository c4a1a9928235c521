// SPDX-License-Identifier: MIT
// Makes the parts in order and takes them down in reverse.
#include "host/sandbox/sandbox.h"

#include <atomic>
#include <utility>

#include "host/net/server.h"
#include "host/sandbox/bot_inbox.h"
#include "host/sandbox/clock.h"
#include "host/sandbox/clock_api.h"
#include "host/sandbox/deliver.h"
#include "host/sandbox/json_http.h"
#include "host/sandbox/schedule.h"
#include "host/sandbox/whatsapp/control_api.h"
#include "host/sandbox/whatsapp/graph_api.h"
#include "host/sandbox/whatsapp/world.h"

namespace baton::sandbox {
namespace {

net::ServerOptions server_options(const Options& options) {
  net::ServerOptions out;
  out.listen = options.address + ":" + std::to_string(options.port);
  out.max_body_bytes = std::size_t{101} << 20;  // a document of 100 MB and its multipart frame
  out.stop_grace_ms = 1000;
  return out;
}

}  // namespace

class Sandbox::Impl {
 public:
  explicit Impl(Options options)
      : options_(std::move(options)),
        clock_(options_.frozen ? Clock::Start::frozen : Clock::Start::ticking),
        server_(server_options(options_)) {
    world_.settings = options_.whatsapp;
    clock_.on_change([this] { schedule_.time_changed(); });
    clock_.add_source(
        {[this] { return schedule_.next_due_ms(); },
         [this](std::int64_t now_ms) { return all_quiet(deliverer_, schedule_, now_ms); },
         [this] { return deliverer_.activity() + api_calls(); }});
    clock_api_.mount(server_);
    bots_.mount(server_);
    control_.mount(server_);
    graph_.mount(server_);
    server_.route("GET", "/healthz", [](net::Request&&, const net::Responder& responder) {
      responder.send(json_response({{"status", "ok"}}));
    });
  }

  ~Impl() { stop(); }

  int start() {
    const int port = server_.start();
    const std::lock_guard lock(world_.mutex);
    world_.base_url = "http://" + options_.address + ":" + std::to_string(port);
    return port;
  }

  void stop() {
    if (stopped_.exchange(true)) return;
    clock_.stop();
    clock_api_.stop();
    graph_.stop();
    schedule_.stop();
    real_time_.stop();
    deliverer_.stop();
    server_.stop();
  }

 private:
  std::uint64_t api_calls() const { return world_.api_calls.load(); }

  const Options options_;
  Clock clock_;
  RealTime wall_;
  Schedule schedule_{clock_};
  Schedule real_time_{wall_};
  Deliverer deliverer_{clock_, schedule_, [this] { clock_.nudge(); }};
  net::Pool pool_{{4, 256}};
  whatsapp::World world_{clock_, schedule_, real_time_, deliverer_};
  BotInbox bots_{clock_};
  ClockApi clock_api_{clock_, real_time_, pool_};
  whatsapp::ControlApi control_{world_, pool_};
  whatsapp::GraphApi graph_{world_};
  std::atomic<bool> stopped_{false};
  net::Server server_;
};

Sandbox::Sandbox(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}

Sandbox::~Sandbox() = default;

int Sandbox::start() { return impl_->start(); }

void Sandbox::stop() { impl_->stop(); }

}  // namespace baton::sandbox
