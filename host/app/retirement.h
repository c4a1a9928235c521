// SPDX-License-Identifier: MIT
// retirement.h - instances whose place was taken. Each gets no new work; what it was given ends by its answer or its
// budget, then it is stopped. What they counted is kept for their places, so that a figure never falls because of a
// reload.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <spdlog/logger.h>

#include "host/app/load_plugins.h"
#include "host/plugin/instance.h"

namespace baton::app {

// Above the longest budget of an operation (media of a message, 120 s): what is left then is cancelled, and done
// again by the instance that took the place as the outbox says.
inline constexpr std::chrono::seconds kRetireLimit{130};

// Thread-safe.
class Retirement {
 public:
  explicit Retirement(std::shared_ptr<spdlog::logger> logger, std::chrono::milliseconds limit = kRetireLimit);
  ~Retirement() { stop(); }

  // REQUIRES: no setup that is in force, or will be, has them. Whoever holds one still works with it.
  void add(std::vector<InstancePtr> instances);
  // Waits for nobody any more: stops all that are left. Nothing is added afterwards.
  void stop();

  std::vector<std::string> waiting() const;  // instance ids
  // What instances that were in this place before have counted, those that still wait among them.
  plugin::Health counted(const std::string& place) const;  // place_name()

 private:
  struct Leaving {
    InstancePtr instance;
    std::chrono::steady_clock::time_point until;
  };
  void work();
  std::vector<InstancePtr> ready(std::chrono::steady_clock::time_point now) const;
  void end(const InstancePtr& instance);

  const std::shared_ptr<spdlog::logger> logger_;
  const std::chrono::milliseconds limit_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Leaving> leaving_;
  std::map<std::string, plugin::Health> counted_;  // by place, of those that are stopped
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace baton::app
