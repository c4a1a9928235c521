/* SPDX-License-Identifier: MIT
 *
 * leaves_a_thread.c - a thread of the library runs on when the library has been left.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>
static void run_for_ever(void);
#define ON_LIBRARY_INIT run_for_ever()
#include "tests/abi/bad_plugins/skeleton.h"

static void *rest(void *argument) {
  for (;;) pause();
  return argument;
}

static void run_for_ever(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, rest, NULL) == 0) pthread_detach(thread);
}
