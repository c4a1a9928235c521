// SPDX-License-Identifier: MIT
// http_port.h - the network that plugins and effects are given: a few threads for all of them, of which one server that
// hangs can never hold more than half, and requests that end when their time is over or nobody wants them any more.
// Certificates and names of servers are always checked (net/client.h); redirects are not followed.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "host/net/client.h"
#include "host/net/pool.h"
#include "host/plugin/ports.h"

namespace baton::app {

class NetHttpPort final : public plugin::HttpPort {
 public:
  static constexpr std::size_t kAtOnceMax = 32;               // requests at a time
  static constexpr std::size_t kAtOncePerOriginMax = kAtOnceMax / 2;
  static constexpr std::size_t kWaitingMax = 10000;           // one more is answered kNotSent

  explicit NetHttpPort(net::ClientOptions options = {});
  ~NetHttpPort() override;

  // The budget begins here: what waits for its turn until it is over is answered kNotSent.
  Ticket send(plugin::HttpRequest&& request, std::function<void(plugin::HttpResult&&)> done) override;
  void cancel(Ticket ticket) override;
  void stop();  // ends what is under way; what comes afterwards is answered kNotSent

 private:
  struct Exchange;  // one request, from send() to its answer
  using ExchangePtr = std::shared_ptr<Exchange>;
  struct Origin {
    std::size_t at_once = 0;
    std::deque<ExchangePtr> waiting;
  };

  void start_waiting();
  void carry_out(const ExchangePtr& exchange);
  plugin::HttpResult ask(Exchange& exchange);

  net::Client client_;
  std::mutex mutex_;
  bool stopped_ = false;
  Ticket last_ = 0;
  std::size_t at_once_ = 0;
  std::size_t waiting_ = 0;
  std::map<Ticket, ExchangePtr> open_;
  std::map<std::string, Origin> origins_;  // those with a request
  std::string last_origin_;                // whose turn it was
  std::unique_ptr<net::Pool> pool_;
};

}  // namespace baton::app
