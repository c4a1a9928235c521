// SPDX-License-Identifier: MIT
// timer_service.h - one-shot wake-ups of one instance, on the clock that tests move.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include <baton/ext/timers.h>

#include "host/plugin/ports.h"
#include "host/plugin/services/plugin_caller.h"

namespace baton::plugin {

inline constexpr std::size_t kTimerMaxCount = 256;  // armed at a time, per instance

class TimerService {
 public:
  TimerService(TimerPort* port, std::weak_ptr<PluginCaller> caller);

  void set_client(const baton_timer_client_t* client) { client_ = client; }
  baton_status_t arm(std::uint32_t after_ms, std::uint64_t cookie, baton_op_id_t& op_id);
  void disarm(baton_op_id_t op_id);
  void cut_off();

 private:
  struct Armed {
    std::uint64_t cookie = 0;
    TimerPort::Ticket ticket = 0;
  };
  void fire(baton_op_id_t op_id);

  TimerPort* const port_;
  const std::weak_ptr<PluginCaller> caller_;
  const baton_timer_client_t* client_ = nullptr;
  std::mutex mutex_;
  bool cut_off_ = false;
  std::map<baton_op_id_t, Armed> armed_;
};

}  // namespace baton::plugin
