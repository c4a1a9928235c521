// SPDX-License-Identifier: MIT
// link.h - the host's end of a runner: questions that are waited for, frames that are not, and a thread that hands on
// what comes. The process is gone when `on_gone` is called, and nothing comes after it.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "sdk/wire/frame.h"
#include "host/bridge/runner_process.h"

namespace baton::bridge {

using wire::Frame;
using wire::FrameKind;
using wire::KindNumber;

class LinkClient {
 public:
  virtual ~LinkClient() = default;
  // On the link's thread, one at a time. False: the frame makes no sense, and the runner is ended for it.
  virtual bool on_frame(const Frame& frame) = 0;
  virtual void on_output(std::string_view line) = 0;
  virtual void on_gone(const std::string& why) = 0;
};

class Link {
 public:
  Link(std::unique_ptr<RunnerProcess> process, LinkClient& client);
  ~Link();  // ends the process; no call of the client is under way or follows

  // False when the runner is gone or does not read.
  bool send(KindNumber kind, std::uint64_t id, std::string_view body);
  // The body of the reply; nothing when there was none in time.
  std::optional<std::string> ask(KindNumber kind, std::string_view body, std::chrono::milliseconds budget);
  // Ends the process. `why` is what is said of it unless it ended by itself before.
  void end(std::string why);
  bool is_gone() const { return gone_; }
  pid_t pid() const { return process_->pid(); }

 private:
  void read_frames();
  void read_output();
  void is_over();

  const std::unique_ptr<RunnerProcess> process_;
  LinkClient& client_;
  std::atomic<bool> gone_{false};
  std::mutex mutex_;
  std::condition_variable answered_;
  std::map<std::uint64_t, std::optional<std::string>> questions_;
  std::uint64_t next_question_ = 1;
  std::string ended_for_;
  std::thread output_reader_;
  std::thread reader_;  // last: uses everything above
};

}  // namespace baton::bridge
