// SPDX-License-Identifier: MIT
// timer_service.cpp - see timer_service.h. The port is never called under our lock: it may hold its own while it fires.
#include "host/plugin/services/timer_service.h"

#include <utility>

#include "host/plugin/host_face.h"

namespace baton::plugin {
namespace {

int64_t BATON_CALL now_unix_ms(const baton_host_t* host) {
  return guarded<int64_t>(host, 0, [](HostFace& face) { return face.ports().clock->now_unix_ms(); });
}

uint64_t BATON_CALL monotonic_ms(const baton_host_t* host) {
  return guarded<uint64_t>(host, 0, [](HostFace& face) { return face.ports().clock->monotonic_ms(); });
}

baton_status_t BATON_CALL arm(const baton_host_t* host, uint32_t after_ms, uint64_t cookie, baton_op_id_t* op_id) {
  if (op_id == nullptr) return BATON_INVALID_ARGUMENT;
  return guarded<baton_status_t>(host, BATON_INTERNAL,
                                 [&](HostFace& face) { return face.timers.arm(after_ms, cookie, *op_id); });
}

void BATON_CALL disarm(const baton_host_t* host, baton_op_id_t op_id) {
  guarded(host, 0, [&](HostFace& face) {
    face.timers.disarm(op_id);
    return 0;
  });
}

}  // namespace

const baton_clock_t kClockTable = {&now_unix_ms, &monotonic_ms};
const baton_timers_t kTimersTable = {&arm, &disarm};

TimerService::TimerService(TimerPort* port, std::weak_ptr<PluginCaller> caller)
    : port_(port), caller_(std::move(caller)) {}

baton_status_t TimerService::arm(std::uint32_t after_ms, std::uint64_t cookie, baton_op_id_t& op_id) {
  const auto caller = caller_.lock();
  if (caller == nullptr) return BATON_UNAVAILABLE;
  const baton_op_id_t id = caller->new_id();
  {
    const std::lock_guard lock(mutex_);
    if (cut_off_) return BATON_UNAVAILABLE;
    if (armed_.size() >= kTimerMaxCount) return BATON_RATE_LIMITED;
    armed_[id] = {cookie, 0};
  }
  op_id = id;
  const TimerPort::Ticket ticket = port_->arm(after_ms, [this, weak = caller_, id] {
    if (const auto alive = weak.lock()) fire(id);  // `this` is part of what `alive` keeps
  });
  const std::lock_guard lock(mutex_);
  if (const auto found = armed_.find(id); found != armed_.end()) found->second.ticket = ticket;
  return BATON_OK;
}

void TimerService::disarm(baton_op_id_t op_id) {
  TimerPort::Ticket ticket = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = armed_.find(op_id);
    if (found == armed_.end()) return;
    ticket = found->second.ticket;
    armed_.erase(found);
  }
  port_->disarm(ticket);
}

void TimerService::cut_off() {
  std::map<baton_op_id_t, Armed> armed;
  {
    const std::lock_guard lock(mutex_);
    cut_off_ = true;
    armed.swap(armed_);
  }
  for (const auto& [id, timer] : armed) port_->disarm(timer.ticket);
}

void TimerService::fire(baton_op_id_t op_id) {
  std::uint64_t cookie = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = armed_.find(op_id);
    if (found == armed_.end()) return;
    cookie = found->second.cookie;
    armed_.erase(found);
  }
  if (const auto caller = caller_.lock())
    caller->call_later([this, op_id, cookie](const baton_instance_t* self) {
      if (client_ != nullptr) client_->on_timer(self, op_id, cookie);
    });
}

}  // namespace baton::plugin
