// SPDX-License-Identifier: MIT
#include "host/bridge/runner_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <vector>

namespace baton::bridge {
namespace {

constexpr int kRunnerSocket = 3;      // the number the runner finds its end at
constexpr timeval kSendTimeout{1, 0};  // a runner that has not read for so long is stuck
constexpr timeval kReceiveTimeout{1, 0};
constexpr int kEndsByItselfMs = 100;  // a process whose socket is closed already is about to be a zombie

std::string system_error(const char* what) { return std::string(what) + ": " + std::strerror(errno); }

// The environment is the plugin's to read, so it holds nothing but what makes sanitizers report.
std::vector<std::string> environment() {
  std::vector<std::string> kept;
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"})
    if (const char* value = std::getenv(name)) kept.push_back(std::string(name) + "=" + value);
  return kept;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> list;
  for (auto& word : words) list.push_back(word.data());
  list.push_back(nullptr);
  return list;
}

class SpawnPlan {
 public:
  SpawnPlan(int socket, int output) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files_, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files_, output, STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&files_, socket, kRunnerSocket);
    posix_spawn_file_actions_addclosefrom_np(&files_, kRunnerSocket + 1);
    posix_spawnattr_init(&how_);
    posix_spawnattr_setflags(&how_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&how_, 0);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&how_, &none);
    posix_spawnattr_setsigdefault(&how_, &all);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&how_);
  }
  int spawn(pid_t& pid, const std::string& program) {
    std::vector<std::string> words{program, "--host", std::to_string(getpid())};
    auto kept = environment();
    return posix_spawn(&pid, program.c_str(), &files_, &how_, pointers(words).data(), pointers(kept).data());
  }

 private:
  posix_spawn_file_actions_t files_;
  posix_spawnattr_t how_;
};

std::string told(const siginfo_t& end) {
  if (end.si_code == CLD_EXITED) return "ended with status " + std::to_string(end.si_status);
  return "was killed by signal " + std::to_string(end.si_status) + " (" + strsignal(end.si_status) + ")";
}

}  // namespace

struct RunnerProcess::Ending {
  std::mutex mutex;
  std::string how;
};

RunnerProcess::Started RunnerProcess::start(const std::string& program) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return system_error("socketpair");
  OwnedFd ours(ends[0]), theirs(ends[1]);
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return system_error("pipe");
  OwnedFd output(pipe_ends[0]), written(pipe_ends[1]);
  setsockopt(ours.get(), SOL_SOCKET, SO_SNDTIMEO, &kSendTimeout, sizeof kSendTimeout);
  setsockopt(ours.get(), SOL_SOCKET, SO_RCVTIMEO, &kReceiveTimeout, sizeof kReceiveTimeout);
  // dup2 onto itself would leave close-on-exec set: neither end may be number 3 already.
  if (theirs.get() == kRunnerSocket) theirs.reset(fcntl(theirs.get(), F_DUPFD_CLOEXEC, kRunnerSocket + 1));
  if (written.get() <= kRunnerSocket) written.reset(fcntl(written.get(), F_DUPFD_CLOEXEC, kRunnerSocket + 1));
  auto made = std::unique_ptr<RunnerProcess>(new RunnerProcess());
  SpawnPlan plan(theirs.get(), written.get());
  if (const int failed = plan.spawn(made->pid_, program); failed != 0) {
    made->pid_ = -1;
    return program + ": " + std::strerror(failed);
  }
  made->ending_ = std::make_shared<Ending>();
  made->pidfd_.reset(static_cast<int>(syscall(SYS_pidfd_open, made->pid_, 0)));  // the header has it without extern "C"
  made->socket_ = std::move(ours);
  made->output_ = std::move(output);
  return made;
}

RunnerProcess::~RunnerProcess() {
  if (pid_ > 0) reap();
}

void RunnerProcess::kill_group(int signal) const {
  const std::lock_guard lock(ending_->mutex);
  if (ending_->how.empty()) ::kill(-pid_, signal);  // not reaped: the number is still ours
}

std::string RunnerProcess::reap() {
  const std::lock_guard lock(ending_->mutex);
  if (!ending_->how.empty()) return ending_->how;
  pollfd end{pidfd_.get(), POLLIN, 0};
  if (pidfd_) poll(&end, 1, kEndsByItselfMs);  // its own end says more than our signal
  ::kill(-pid_, SIGKILL);
  siginfo_t info{};
  while (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED) != 0 && errno == EINTR) {
  }
  ending_->how = told(info);
  return ending_->how;
}

}  // namespace baton::bridge
