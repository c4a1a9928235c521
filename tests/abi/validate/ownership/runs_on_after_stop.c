/* SPDX-License-Identifier: MIT
 *
 * runs_on_after_stop.c - a thread of an instance is not ended by stop.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>
static void run_for_ever(void);
#define ON_START run_for_ever()
#include "tests/abi/bad_plugins/skeleton.h"

static void *rest(void *argument) {
  for (;;) pause();
  return argument;
}

static void run_for_ever(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, rest, NULL) == 0) pthread_detach(thread);
}
