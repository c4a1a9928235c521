/* SPDX-License-Identifier: MIT
 *
 * as_asked.c - does to its process what the revision of the case asks for, and answers with what came of it: 1000 where
 * it was allowed, the errno where it was not.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <baton/baton.h>

#include "as_asked.h"

static uint64_t came_of(long result) { return result < 0 ? (uint64_t)errno : ALLOWED; }

static void *nothing(void *argument) { return argument; }

static long new_thread(void) {
  pthread_t thread;
  if ((errno = pthread_create(&thread, NULL, nothing, NULL)) != 0) return -1;
  return pthread_join(thread, NULL);
}

static long more_memory_than_allowed(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_DATA, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return 0;
  return malloc(limit.rlim_cur + 1) == NULL ? -1 : 0;
}

static volatile int deep;
static int stack_overflow(int depth) {
  volatile char much[65536];
  much[0] = (char)depth;
  deep = depth;
  return depth < 1000000 ? stack_overflow(depth + 1) + much[0] : 0; /* 64 GB: no stack is so deep */
}

static const baton_host_t *host_of_all(void);

static uint64_t talk_without_end(void) {
  const baton_str_t line = {"la la la", 8}, none = {NULL, 0};
  const baton_log_t *log = (const baton_log_t *)host_of_all()->get_extension(host_of_all(), BATON_LOG);
  for (int i = 0; i < 20000; ++i) log->write(host_of_all(), BATON_LOG_ERROR, line, none);
  return ALLOWED;
}

static uint64_t done(uint64_t revision) {
  switch (revision) {
    case DO_ABORT: abort();
    case DO_SEGFAULT: raise(SIGSEGV); return ALLOWED;
    case DO_STACK_OVERFLOW: return (uint64_t)stack_overflow(0);
    case DO_EXIT: _exit(3);
    case DO_HANG: for (;;) pause();
    case DO_SPIN: for (;;) deep++;
    case DO_STOP_ITSELF: return came_of(kill(getpid(), SIGSTOP));
    case DO_FORK: return came_of(syscall(SYS_fork));
    case DO_EXEC: return came_of(execl("/bin/true", "true", (char *)NULL));
    case DO_SOCKET: return came_of(socket(AF_INET, SOCK_STREAM, 0));
    case DO_SIGNAL_HOST: return came_of(kill(getppid(), SIGUSR1));
    case DO_SIGNAL_GROUP: return came_of(kill(0, SIGUSR1));
    case DO_PTRACE: return came_of(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
    case DO_LEAVE_GROUP: return came_of(setsid());
    case DO_THREAD: return came_of(new_thread());
    case DO_MUCH_MEMORY: return came_of(more_memory_than_allowed());
    case DO_SPEAK: return came_of(write(STDOUT_FILENO, "a word on stdout\n", 17));
    case DO_CLOSE_SOCKET: return came_of(close(3));
    case DO_WHO: return getuid();
    case DO_FILES: return (uint64_t)(dup(0) < 8);
    case DO_NONSENSE: return came_of(write(3, "nonsense", 8));
    case DO_STRANGE_FRAME: return came_of(write(3, "\xFF\x7F\0\0\0\0\0\0\1\0\0\0\0\0\0\0and more", 24));
    case DO_TALK_WITHOUT_END: return talk_without_end();
    case DO_OUTLIVE_HOST: return came_of(prctl(PR_SET_PDEATHSIG, 0));
    case DO_LIMIT_OTHERS: return came_of(prlimit(getpid(), RLIMIT_NOFILE, NULL, NULL)); /* by number: anybody's */
    case DO_LEAVE_MEMORY: return came_of(shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600));
    default: return revision;
  }
}

#define PROPOSE return keep(call->op_id, done(view->revision))
#include "skeleton.h"

static const baton_host_t *host_of_all(void) { return host; }
