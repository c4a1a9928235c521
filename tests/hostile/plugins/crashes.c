/* SPDX-License-Identifier: MIT
 *
 * crashes.c - deeds that end the process, one way or another.
 */
#define _GNU_SOURCE
#include "hostile.h"

#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static baton_status_t segfault(asked_t *asked) {
  *(volatile int *)(uintptr_t)8 = 1;
  return answer(asked);
}

static baton_status_t aborts(asked_t *asked) {
  (void)asked;
  abort();
}

static volatile int deep;
static int endless(int depth) {
  volatile char much[65536];
  much[0] = (char)depth;
  deep = depth;
  return depth < 1000000 ? endless(depth + 1) + much[0] : 0; /* 64 GB: no stack is so deep */
}
static baton_status_t stack_overflow(asked_t *asked) {
  endless(0);
  return answer(asked);
}

static baton_status_t bad_instruction(asked_t *asked) {
  __builtin_trap();
  return answer(asked);
}

static baton_status_t divides_by_zero(asked_t *asked) {
  volatile int zero = 0;
  deep = 1 / zero;
  raise(SIGFPE); /* where the processor does not mind */
  return answer(asked);
}

static baton_status_t exits(asked_t *asked) {
  (void)asked;
  exit(0);
}

/* What atexit() runs hangs: the process is neither alive nor gone. */
static void hang(void) {
  for (;;) pause();
}
static baton_status_t hangs_while_it_exits(asked_t *asked) {
  (void)asked;
  atexit(hang);
  exit(0);
}

static baton_status_t kills_itself(asked_t *asked) {
  kill(getpid(), SIGKILL);
  return answer(asked);
}

static baton_status_t throws(asked_t *asked) {
  throw_something();
  return answer(asked);
}

/* Jumps into a function that has returned long ago. */
static jmp_buf gone;
static __attribute__((noinline)) void leave_a_trap(void) {
  volatile char frame[512];
  char *volatile at = (char *)(uintptr_t)frame;
  if (setjmp(gone) != 0)
    for (int k = 0; k < 8192; ++k) at[k] = 0x41;
}
static baton_status_t longjmps(asked_t *asked) {
  leave_a_trap();
  longjmp(gone, 1);
  return answer(asked);
}

static baton_status_t double_free(asked_t *asked) {
  void *volatile block = malloc(4096);
  free(block);
  free(block);
  free(block);
#ifdef __SANITIZE_THREAD__
  abort(); /* its allocator hands the block out twice and goes on: what comes of that is not this deed's to show */
#endif
  return answer(asked);
}

/* Past the end of what the host lent. */
static baton_status_t writes_past_the_struct(asked_t *asked) {
  memset((void *)(uintptr_t)asked->err, 0x41, 1 << 20);
  return answer(asked);
}

static baton_status_t wild_pointers(asked_t *asked) {
  union right *record = right_record(asked);
  record->batch.struct_size = sizeof record->batch;
  hand_over(asked, asked->call->op_id, (const char *)(uintptr_t)0x4141414141414000ull, 3);
  return BATON_OK;
}

/* A gibibyte is what it may have; sanitizers are not limited. A page in sixteen is touched: the limit counts what was
 * asked for. */
static void leak(void) {
  for (int megabytes = 0; megabytes < 2048; ++megabytes) {
    char *volatile block = (char *)malloc(1 << 20);
    if (block == NULL) break;
    for (size_t at = 0; at < 1 << 20; at += 65536) block[at] = 1;
  }
}

static baton_status_t leaks_until_the_limit(asked_t *asked) {
  (void)asked;
  leak();
  abort();
}

static baton_status_t closes_everything(asked_t *asked) {
  for (int fd = 0; fd < 1024; ++fd) close(fd);
  return answer(asked);
}

static baton_status_t stops_itself(asked_t *asked) {
  kill(getpid(), SIGSTOP);
  return answer(asked);
}

/* Its own limits are its own to lower; what it does then is fail. */
static baton_status_t takes_its_own_limits_away(asked_t *asked) {
  const struct rlimit none = {0, 0};
  setrlimit(RLIMIT_NOFILE, &none);
  setrlimit(RLIMIT_DATA, &none);
  setrlimit(RLIMIT_CPU, &none);
  (void)asked;
  leak();
  abort();
}

const deed_t kCrashes[] = {{"segfault", segfault},
                           {"aborts", aborts},
                           {"stack_overflow", stack_overflow},
                           {"bad_instruction", bad_instruction},
                           {"divides_by_zero", divides_by_zero},
                           {"exits", exits},
                           {"hangs_while_it_exits", hangs_while_it_exits},
                           {"kills_itself", kills_itself},
                           {"throws", throws},
                           {"longjmps", longjmps},
                           {"double_free", double_free},
                           {"writes_past_the_struct", writes_past_the_struct},
                           {"wild_pointers", wild_pointers},
                           {"leaks_until_the_limit", leaks_until_the_limit},
                           {"closes_everything", closes_everything},
                           {"stops_itself", stops_itself},
                           {"takes_its_own_limits_away", takes_its_own_limits_away},
                           {NULL, NULL}};
