// SPDX-License-Identifier: MIT
// signs.h - who was heard of, and when (O7): an agent without a sign for the time the policy gives is away; the next
// sign of them brings them back. Kept in memory: after a start everybody has that time anew.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "host/engine/clock_timers.h"
#include "host/engine/office.h"

namespace baton::engine {

struct SignsOptions {
  Office* office = nullptr;
  Clock* clock = nullptr;
  ClockTimers* timers = nullptr;
  std::function<std::shared_ptr<const core::Policy>()> policy;
  bool alone = true;  // false: others engines hear of people too, and nobody knows of all
  // Tells everybody concerned; as a person's own word would.
  std::function<void(const core::AgentId& agent, bool present, std::string by)> set_presence;
};

class Signs {
 public:
  explicit Signs(SignsOptions options) : options_(std::move(options)) {}

  void start();
  void stop();
  void seen(const core::AgentId& agent);   // they did something
  void roster_changed();                   // or the policy: the next look is another

 private:
  void look();
  void arm(core::Instant at);

  SignsOptions options_;
  std::mutex mutex_;
  std::map<core::AgentId, core::Instant> last_;
  core::Instant started_;
  core::Instant armed_;  // 0 = not
  plugin::TimerPort::Ticket ticket_ = 0;
  bool stopping_ = false;
};

}  // namespace baton::engine
