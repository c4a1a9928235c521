// SPDX-License-Identifier: MIT
// runner_process.h - one baton-runner: started with nothing inherited but its end of a socket, ended as a group.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <variant>

#include "sdk/wire/owned_fd.h"

namespace baton::bridge {

using wire::OwnedFd;

class RunnerProcess {
 public:
  using Started = std::variant<std::unique_ptr<RunnerProcess>, std::string>;  // or why not
  // It dies with the calling thread, which is why the thread must live as long as the process is wanted.
  static Started start(const std::string& program);
  ~RunnerProcess();  // kills what is left of the group
  RunnerProcess(const RunnerProcess&) = delete;
  RunnerProcess& operator=(const RunnerProcess&) = delete;

  int socket() const { return socket_.get(); }
  int output() const { return output_.get(); }  // what it writes to stdout and stderr
  pid_t pid() const { return pid_; }

  void kill_group(int signal) const;
  // Kills the group and waits for its end. "ended with status 3", "was killed by signal 11 (Segmentation fault)". The
  // same answer every time; thread-safe.
  std::string reap();

 private:
  RunnerProcess() = default;

  pid_t pid_ = -1;
  OwnedFd pidfd_, socket_, output_;
  struct Ending;
  std::shared_ptr<Ending> ending_;
};

}  // namespace baton::bridge
