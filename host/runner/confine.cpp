// SPDX-License-Identifier: MIT
#include "host/runner/confine.h"

#include <grp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "host/plugin/sanitized.h"
#include "host/runner/system_calls.h"

namespace baton::runner {
namespace {

namespace fs = std::filesystem;

class Confining {
 public:
  explicit Confining(const Grants& grants) : grants_(grants) {}

  std::vector<std::string> run() {
    limit_resources();
    cut_network();
    become_somebody();
    die_with_the_host();
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) missed("it may gain rights by starting programs");
    if (const auto why = filter_system_calls(grants_.network); !why.empty()) missed("no system call is denied: " + why);
    return std::move(missed_);
  }

 private:
  void missed(std::string what) { missed_.push_back(std::move(what)); }

  void limit(decltype(RLIMIT_CORE) what, std::uint64_t value, const char* name) {
    const rlimit wanted{value, value};
    if (setrlimit(what, &wanted) != 0) missed(std::string(name) + " is not limited: " + std::strerror(errno));
  }

  void limit_resources() {
    setpriority(PRIO_PROCESS, 0, kNice);
    limit(RLIMIT_CORE, 0, "the size of a core file");  // a plugin's memory holds what customers said
    limit(RLIMIT_NOFILE, kFilesMax, "the number of open files");
    // A sanitizer's shadow memory is larger than any limit.
    if constexpr (!plugin::kSanitized) limit(RLIMIT_DATA, kMemoryMaxBytes, "memory");
  }

  // A name space of its own has no way out. Where we may not make one, sockets are denied all the same.
  void cut_network() {
    if (!grants_.network && geteuid() == 0 && unshare(CLONE_NEWNET) != 0)
      missed(std::string("it shares the host's network: ") + std::strerror(errno));
  }

  bool others_can_read() const {
    struct stat status{};
    if (stat(grants_.library.c_str(), &status) != 0 || (status.st_mode & S_IROTH) == 0) return false;
    for (fs::path folder = grants_.library.parent_path(); folder.has_relative_path(); folder = folder.parent_path())
      if (stat(folder.c_str(), &status) != 0 || (status.st_mode & S_IXOTH) == 0) return false;
    return true;
  }

  void become_somebody() {
    if (geteuid() != 0) return;
    if (grants_.user == 0) return missed("it runs as root");
    if (!others_can_read())
      return missed(
          "it runs as root: its bundle is not readable for others (chmod -R o+rX, and o+x for the folders above)");
    const auto user = static_cast<uid_t>(grants_.user);
    if (setgroups(0, nullptr) != 0 || setresgid(user, user, user) != 0 || setresuid(user, user, user) != 0)
      return missed(std::string("it runs as root: ") + std::strerror(errno));
    // Counted over everything the user runs, so only where the user is the plugin's alone.
    limit(RLIMIT_NPROC, kThreadsMax, "the number of threads");
  }

  // The signal comes when the thread ends that started us, so a host that was gone before it was asked for is seen
  // here. A change of user would undo it, and the filter that follows keeps the plugin from it.
  void die_with_the_host() const {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != grants_.host) _exit(1);
  }

  const Grants& grants_;
  std::vector<std::string> missed_;
};

}  // namespace

std::vector<std::string> confine(const Grants& grants) { return Confining(grants).run(); }

}  // namespace baton::runner
