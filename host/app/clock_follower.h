// SPDX-License-Identifier: MIT
// clock_follower.h - takes the time from GET /clock of a sandbox, and tells it when everything due has been decided, so
// that a test can move a month in one request. Any server that answers {"now_ms": N} will do.
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include <spdlog/logger.h>

#include "host/engine/clock.h"
#include "host/engine/engine.h"
#include "host/net/client.h"

namespace baton::app {

class ClockFollower {
 public:
  // `url` is the sandbox's, e.g. "http://127.0.0.1:9090".
  ClockFollower(std::string url, std::shared_ptr<spdlog::logger> logger);
  ~ClockFollower();

  std::string first();  // reads the clock once; empty, or why it cannot be had
  engine::MovedClock& clock() { return clock_; }
  void follow(engine::Engine& engine);
  void stop();

 private:
  struct Reading {
    bool good = false;
    core::Instant now;
    bool ticking = false;
    std::int64_t moves = -1;  // -1: the server does not count them
  };
  Reading read();
  void run(engine::Engine& engine);
  void settled(engine::Engine& engine);

  std::string url_;
  std::string name_;
  std::shared_ptr<spdlog::logger> logger_;
  net::Client client_;
  engine::MovedClock clock_{core::Instant{1}};
  std::int64_t moves_ = -1;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace baton::app
