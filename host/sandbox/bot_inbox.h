// SPDX-License-Identifier: MIT
// A bot's address that only listens: what a host posts to /bot/{name} is kept and can be read back.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "host/net/server.h"
#include "host/sandbox/clock.h"
#include "host/sandbox/json_http.h"

namespace baton::sandbox {

class BotInbox {
 public:
  explicit BotInbox(const Clock& clock) : clock_(clock) {}
  void mount(net::Server& server);

  static constexpr std::size_t kMaxKept = 10000;
  static constexpr std::size_t kMaxBots = 100;

 private:
  struct Bot {
    std::deque<Json> received;
    std::uint64_t count = 0;
    int status = 200;  // what it answers with
  };

  void receive(const net::Request& request, const net::Responder& responder);

  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Bot> bots_;
};

}  // namespace baton::sandbox
