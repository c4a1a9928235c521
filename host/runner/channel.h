// SPDX-License-Identifier: MIT
// channel.h - the runner's end of the socket. There is no thread that only reads: whoever waits reads, and hands on
// what is for others. So the thread that calls the plugin reads its next call itself, and nobody is woken for it.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "sdk/wire/frame.h"

namespace baton::runner {

// Thread-safe, but for next().
class Channel {
 public:
  explicit Channel(int socket) : socket_(socket) {}

  // The next frame that is no reply. False: the host is gone. One thread only.
  bool next(wire::Frame& frame);
  // The body of the host's reply; nothing when the host is gone or `body` is larger than a frame may be.
  std::optional<std::string> ask(wire::KindNumber kind, std::string_view body);
  // False: it was not sent. A host that is gone is seen by who reads.
  bool send(wire::KindNumber kind, std::uint64_t id, std::string_view body, std::uint16_t flags = 0);

 private:
  // REQUIRES: nobody reads. Reads one frame with the lock released; true when it was no reply.
  bool read_one(std::unique_lock<std::mutex>& lock, wire::Frame& frame);

  const int socket_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool reading_ = false;
  bool gone_ = false;
  int waiting_ = 0;
  std::deque<wire::Frame> work_;
  std::map<std::uint64_t, std::optional<std::string>> answers_;
  std::uint64_t next_question_ = 1;
};

}  // namespace baton::runner
