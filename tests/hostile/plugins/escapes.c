/* SPDX-License-Identifier: MIT
 *
 * escapes.c - deeds that reach for what is not the plugin's: other processes, the network, files, rights.
 */
#define _GNU_SOURCE
#include "hostile.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static baton_status_t forks_without_end(asked_t *asked) {
  int born = 0;
  for (int k = 0; k < 1000; ++k) {
    const long child = syscall(SYS_fork);
    if (child == 0) for (;;) pause();
    born += child > 0;
  }
  for (int k = 0; k < 100; ++k) {
    const long child = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
    if (child == 0) for (;;) pause();
    born += child > 0;
  }
  return answer_that(asked, born == 0 ? "denied" : "allowed");
}

static baton_status_t execs(asked_t *asked) {
  return answer_that(asked, came_of(execl("/bin/true", "true", (char *)NULL)));
}

static baton_status_t opens_a_socket(asked_t *asked) {
  return answer_that(asked, came_of(socket(AF_INET, SOCK_STREAM, 0)));
}

static baton_status_t signals_the_host(asked_t *asked) { return answer_that(asked, came_of(kill(getppid(), SIGTERM))); }
static baton_status_t signals_everybody(asked_t *asked) { return answer_that(asked, came_of(kill(-1, SIGKILL))); }

static baton_status_t traces_the_host(asked_t *asked) {
  return answer_that(asked, came_of(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL)));
}

static baton_status_t reads_the_hosts_memory(asked_t *asked) {
  char byte = 0;
  const struct iovec here = {&byte, 1}, there = {(void *)(uintptr_t)0x400000, 1};
  return answer_that(asked, came_of(process_vm_readv(getppid(), &here, 1, &there, 1, 0)));
}

static const char *opening(const char *format, const char *what, int flags) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, format, (int)getppid(), what);
  return came_of(open(path, flags));
}
static baton_status_t reads_the_hosts_environment(asked_t *asked) {
  return answer_that(asked, opening("/proc/%d/%s", "environ", O_RDONLY));
}
static baton_status_t writes_the_hosts_memory(asked_t *asked) {
  return answer_that(asked, opening("/proc/%d/%s", "mem", O_RDWR));
}
static baton_status_t reads_the_hosts_files(asked_t *asked) {
  return answer_that(asked, opening("/proc/%d/%s", "fd", O_RDONLY | O_DIRECTORY));
}

/* The folder this library lies in; empty when nobody says. */
static void bundle(char *folder, size_t size) {
  Dl_info info;
  folder[0] = '\0';
  if (dladdr((void *)&kEscapes, &info) == 0) return;
  snprintf(folder, size, "%s", info.dli_fname);
  char *slash = strrchr(folder, '/');
  if (slash != NULL) *slash = '\0';
}

static baton_status_t deletes_its_bundle(asked_t *asked) {
  char folder[PATH_MAX], path[PATH_MAX + 300];
  int deleted = 0;
  bundle(folder, sizeof folder);
  DIR *files = opendir(folder);
  for (struct dirent *file; files != NULL && (file = readdir(files)) != NULL;) {
    snprintf(path, sizeof path, "%s/%s", folder, file->d_name);
    deleted += file->d_name[0] != '.' && unlink(path) == 0;
  }
  if (files != NULL) closedir(files);
  return answer_that(asked, deleted > 0 ? "allowed" : "denied");
}

static baton_status_t changes_its_bundle(asked_t *asked) {
  char folder[PATH_MAX], path[PATH_MAX + 300];
  bundle(folder, sizeof folder);
  snprintf(path, sizeof path, "%s/plugin.json", folder);
  const int manifest = open(path, O_WRONLY | O_APPEND);
  snprintf(path, sizeof path, "%s/more.so", folder);
  const int more = open(path, O_WRONLY | O_CREAT, 0644);
  return answer_that(asked, manifest < 0 && more < 0 ? "denied" : "allowed");
}

static baton_status_t becomes_root(asked_t *asked) {
  if (setuid(0) == 0 && geteuid() == 0) return answer_that(asked, "allowed");
  return answer_that(asked, came_of(setgid(0)));
}

static baton_status_t raises_its_limits(asked_t *asked) {
  const struct rlimit more = {1 << 20, 1 << 20};
  const long files = setrlimit(RLIMIT_NOFILE, &more);
  const long nice_value = setpriority(PRIO_PROCESS, 0, -20);
  return answer_that(asked, files < 0 && nice_value < 0 ? "denied" : "allowed");
}

/* Limits and places of its own: allowed, and nobody else's business. */
static baton_status_t changes_itself(asked_t *asked) {
  umask(0);
  return answer_that(asked, came_of(chdir("/")));
}

static baton_status_t limits_the_host(asked_t *asked) {
  const struct rlimit none = {0, 0};
  return answer_that(asked, came_of(prlimit(getppid(), RLIMIT_NOFILE, &none, NULL)));
}

static baton_status_t leaves_the_family(asked_t *asked) {
  return answer_that(asked, setsid() < 0 && setpgid(0, 0) < 0 ? "denied" : "allowed");
}

static baton_status_t outlives_the_host(asked_t *asked) {
  return answer_that(asked, came_of(prctl(PR_SET_PDEATHSIG, 0)));
}

/* Memory that stays on the machine when the process is gone. */
static baton_status_t leaves_memory_behind(asked_t *asked) {
  return answer_that(asked, came_of(shmget(IPC_PRIVATE, 1 << 20, IPC_CREAT | 0600)));
}

static baton_status_t new_name_space(asked_t *asked) {
  return answer_that(asked, came_of(unshare(CLONE_NEWUSER | CLONE_NEWNS)));
}

static baton_status_t opens_more_libraries(asked_t *asked) {
  return answer_that(asked, dlopen("libm.so.6", RTLD_NOW | RTLD_GLOBAL) == NULL ? "denied" : "allowed");
}

const deed_t kEscapes[] = {{"forks_without_end", forks_without_end},
                           {"execs", execs},
                           {"opens_a_socket", opens_a_socket},
                           {"signals_the_host", signals_the_host},
                           {"signals_everybody", signals_everybody},
                           {"traces_the_host", traces_the_host},
                           {"reads_the_hosts_memory", reads_the_hosts_memory},
                           {"reads_the_hosts_environment", reads_the_hosts_environment},
                           {"writes_the_hosts_memory", writes_the_hosts_memory},
                           {"reads_the_hosts_files", reads_the_hosts_files},
                           {"deletes_its_bundle", deletes_its_bundle},
                           {"changes_its_bundle", changes_its_bundle},
                           {"becomes_root", becomes_root},
                           {"raises_its_limits", raises_its_limits},
                           {"changes_itself", changes_itself},
                           {"limits_the_host", limits_the_host},
                           {"leaves_the_family", leaves_the_family},
                           {"outlives_the_host", outlives_the_host},
                           {"leaves_memory_behind", leaves_memory_behind},
                           {"new_name_space", new_name_space},
                           {"opens_more_libraries", opens_more_libraries},
                           {NULL, NULL}};
