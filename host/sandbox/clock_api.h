// SPDX-License-Identifier: MIT
// /clock: reading and moving the time, and the followers' side of it. README.md has the protocol.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>

#include "host/net/server.h"
#include "host/sandbox/clock.h"
#include "host/sandbox/schedule.h"

namespace baton::sandbox {

class ClockApi {
 public:
  // `real_time` ends long polls; `pool` runs moves, which block. All outlive this object, and it the server.
  ClockApi(Clock& clock, Schedule& real_time, net::Pool& pool);
  void mount(net::Server& server);
  void stop();  // answers everybody who waits

 private:
  struct Poll {
    std::int64_t moves;
    net::Responder responder;
  };

  void get(const net::Request& request, const net::Responder& responder);
  void post(const net::Request& request, const net::Responder& responder);
  void settled(const net::Request& request, const net::Responder& responder);
  void answer_polls();
  void poll_timed_out(std::uint64_t poll);
  net::Response present() const;

  Clock& clock_;
  Schedule& real_time_;
  net::Pool& pool_;
  std::mutex mutex_;
  std::map<std::uint64_t, Poll> polls_;
  std::uint64_t next_poll_ = 0;
};

}  // namespace baton::sandbox
