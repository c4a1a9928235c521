// SPDX-License-Identifier: MIT
#include "host/runner/system_calls.h"

#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <initializer_list>

namespace baton::runner {
namespace {

class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_ALLOW)) {}
  ~Filter() { seccomp_release(context_); }

  void deny(std::initializer_list<int> calls) {
    for (const int call : calls) note(seccomp_rule_add(context_, SCMP_ACT_ERRNO(EPERM), call, 0));
  }
  void deny_where(int call, scmp_arg_cmp argument) {
    note(seccomp_rule_add(context_, SCMP_ACT_ERRNO(EPERM), call, 1, argument));
  }
  // As on an older kernel: the C library then does it the other way.
  void hide(int call) { note(seccomp_rule_add(context_, SCMP_ACT_ERRNO(ENOSYS), call, 0)); }

  std::string load() {
    note(seccomp_attr_set(context_, SCMP_FLTATR_CTL_TSYNC, 1));
    if (failed_ == 0) note(seccomp_load(context_));
    return failed_ == 0 ? std::string{} : std::strerror(-failed_);
  }

 private:
  void note(int result) {
    if (result < 0 && failed_ == 0) failed_ = result;
  }

  scmp_filter_ctx context_;
  int failed_ = 0;
};

}  // namespace

std::string filter_system_calls(bool network) {
  const auto self = static_cast<scmp_datum_t>(getpid());
  Filter filter;
  // New processes and programs. Threads are made by the same call, with the flag that says so.
  filter.deny({SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(execve), SCMP_SYS(execveat)});
  filter.deny_where(SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  filter.hide(SCMP_SYS(clone3));  // its flags are in memory, where a filter cannot look
  // Other processes: to look into them, to signal them, to leave the group that is ended with us.
  filter.deny({SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(tkill),
               SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal), SCMP_SYS(setsid),
               SCMP_SYS(setpgid), SCMP_SYS(kcmp)});
  for (const int call : {SCMP_SYS(kill), SCMP_SYS(tgkill), SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo)})
    filter.deny_where(call, SCMP_A0(SCMP_CMP_NE, self));
  // Their limits and their share of the machine, where they are of the same user; one's own go by number 0.
  filter.deny_where(SCMP_SYS(prlimit64), SCMP_A0(SCMP_CMP_NE, 0));
  filter.deny_where(SCMP_SYS(sched_setscheduler), SCMP_A0(SCMP_CMP_NE, 0));
  filter.deny_where(SCMP_SYS(sched_setattr), SCMP_A0(SCMP_CMP_NE, 0));
  filter.deny_where(SCMP_SYS(setpriority), SCMP_A1(SCMP_CMP_NE, 0));
  // To live on when the host is gone.
  filter.deny_where(SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_PDEATHSIG));
  // Memory and queues that stay on the machine when the process is gone.
  filter.deny({SCMP_SYS(shmget), SCMP_SYS(semget), SCMP_SYS(msgget), SCMP_SYS(mq_open)});
  // The machine.
  filter.deny({SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(setns),
               SCMP_SYS(unshare), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module),
               SCMP_SYS(kexec_load), SCMP_SYS(reboot), SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(sethostname),
               SCMP_SYS(settimeofday), SCMP_SYS(clock_settime), SCMP_SYS(adjtimex), SCMP_SYS(clock_adjtime),
               SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(keyctl), SCMP_SYS(add_key),
               SCMP_SYS(request_key), SCMP_SYS(open_by_handle_at)});
  // Rings do what calls do, past this filter.
  filter.deny({SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register)});
  if (!network) filter.deny({SCMP_SYS(socket), SCMP_SYS(socketpair)});
  return filter.load();
}

}  // namespace baton::runner
