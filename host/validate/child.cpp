// SPDX-License-Identifier: MIT
#include "host/validate/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "sdk/wire/owned_fd.h"

namespace baton::validate {
namespace {

using std::chrono::steady_clock;
using wire::OwnedFd;

constexpr char kEndOfVerdict = '\n';  // in no JSON text that is written without blanks

// What a plugin prints has no place in a report.
void be_quiet() {
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (nowhere >= 0) dup2(nowhere, fd);
}

[[noreturn]] void be_the_child(const std::function<Verdict()>& check, int out) {
  setpgid(0, 0);
  be_quiet();
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  Verdict verdict;
  try {
    verdict = check();
  } catch (const std::exception& error) {
    verdict = failed(std::string("the check ended with ") + error.what(), "see what the plugin did before");
  }
  // What a plugin says may be no UTF-8; the report still has to be written.
  const nlohmann::json said = {
      {"result", static_cast<int>(verdict.result)}, {"what", verdict.what}, {"mend", verdict.mend}};
  const auto line = said.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + kEndOfVerdict;
  for (std::size_t at = 0; at < line.size();) {
    const auto written = write(out, line.data() + at, line.size() - at);
    if (written <= 0) break;
    at += static_cast<std::size_t>(written);
  }
  _exit(0);  // no destructor of what the plugin left behind
}

bool has_ended(pid_t child) {
  siginfo_t info{};
  return waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
}

// Until the verdict is there, the child has ended or the time is over; false: it is over. The end of the pipe
// says nothing: a process that the child has started may hold it open.
bool read_verdict(int from, pid_t child, std::chrono::milliseconds limit, std::string& said) {
  constexpr int kLookMs = 20;
  const auto end = steady_clock::now() + limit;
  for (;;) {
    const bool ended = has_ended(child);
    pollfd wait{from, POLLIN, 0};
    const int ready = poll(&wait, 1, ended ? 0 : kLookMs);
    if (ready > 0) {
      char buffer[4096];
      const auto got = read(from, buffer, sizeof buffer);
      if (got <= 0) {
        from = -1;  // the plugin may have closed it, and be at work
        continue;
      }
      said.append(buffer, static_cast<std::size_t>(got));
      if (said.back() == kEndOfVerdict) return true;
    } else if (ended) {
      return true;
    } else if (steady_clock::now() >= end) {
      return false;
    }
  }
}

Verdict crashed(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    return {Result::crash,
            "the process was killed by signal " + std::to_string(signal) + " (" + strsignal(signal) + ")",
            "run it under a debugger: the line below reproduces it"};
  }
  return {Result::crash, "the process ended by itself with status " + std::to_string(WEXITSTATUS(status)),
          "a plugin must never end its process"};
}

}  // namespace

Verdict in_child(const std::function<Verdict()>& check, std::chrono::milliseconds limit) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe for a check");
  OwnedFd out(ends[1]);
  const OwnedFd in(ends[0]);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no process for a check");
  if (child == 0) be_the_child(check, ends[1]);
  setpgid(child, child);  // also here: whoever is first
  out = OwnedFd();
  std::string said;
  const bool in_time = read_verdict(in.get(), child, limit, said);
  // A child that has said its verdict is about to end by itself; one that has not is ended with all it
  // started.
  if (!in_time) kill(-child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  kill(-child, SIGKILL);
  if (!in_time)
    return {Result::timeout, "it was not done within " + std::to_string(limit.count()) + " ms",
            "a plugin's function must come back"};
  const auto verdict = nlohmann::json::parse(said, nullptr, false);
  if (!verdict.is_object()) return crashed(status);
  return {static_cast<Result>(verdict.at("result").get<int>()), verdict.at("what").get<std::string>(),
          verdict.at("mend").get<std::string>()};
}

}  // namespace baton::validate
