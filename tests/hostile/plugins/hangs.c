/* SPDX-License-Identifier: MIT
 *
 * hangs.c - deeds that do not come back, or too late.
 */
#define _GNU_SOURCE
#include "hostile.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static baton_status_t hangs(asked_t *asked) {
  while (asked != NULL) pause();
  return BATON_OK;
}

static volatile unsigned long spins;
static baton_status_t spins_for_ever(asked_t *asked) {
  while (asked != NULL) ++spins;
  return BATON_OK;
}

static baton_status_t will_not_be_told(asked_t *asked) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, NULL);
  for (int signal_number = 1; signal_number < 32; ++signal_number) signal(signal_number, SIG_IGN);
  return hangs(asked);
}

/* Late, but within what the host waits for it. */
static baton_status_t sleeps_past_its_budget(asked_t *asked) {
  sleep_ms((long)asked->call->budget_ms + 300);
  return answer(asked);
}

static baton_status_t never_answers(asked_t *asked) {
  (void)asked;
  return BATON_PENDING;
}

typedef struct later {
  asked_t asked;
  baton_call_t call;
  long wait_ms;
} later_t;

static void *answer_later(void *argument) {
  later_t *later = (later_t *)argument;
  sleep_ms(later->wait_ms);
  const char empty[512] = {0}; /* what a strategy copies from the view is gone; malformed, and late all the same */
  hand_over(&later->asked, later->call.op_id, empty, 0);
  free(later);
  return NULL;
}

static baton_status_t begin_answer(const asked_t *asked, long wait_ms) {
  pthread_t thread;
  later_t *later = (later_t *)malloc(sizeof *later);
  if (later == NULL) return failed(asked->err, "no memory");
  later->asked = *asked;
  later->call = *asked->call;
  later->wait_ms = wait_ms;
  if (pthread_create(&thread, NULL, answer_later, later) != 0) return failed(asked->err, "no thread");
  pthread_detach(thread);
  return BATON_PENDING;
}

static baton_status_t answers_after_its_budget(asked_t *asked) {
  return begin_answer(asked, (long)asked->call->budget_ms + 200);
}

static baton_status_t fails_and_answers_later(asked_t *asked) {
  begin_answer(asked, 50);
  return failed(asked->err, "it changes its mind later");
}

/* Every thread it may have sleeps for ever: also those that should have ended with stop. */
static void *sleep_for_ever(void *argument) {
  for (;;) pause();
  return argument;
}
static baton_status_t starts_threads_without_end(asked_t *asked) {
  pthread_t thread;
  int threads = 0;
  while (threads < 100000 && pthread_create(&thread, NULL, sleep_for_ever, NULL) == 0) ++threads;
  if (asked->call->op_id == 0) return BATON_OK;
  return answer_that(asked, threads < 1000 ? "limited" : "allowed");
}

const deed_t kHangs[] = {{"hangs", hangs},
                         {"spins_for_ever", spins_for_ever},
                         {"will_not_be_told", will_not_be_told},
                         {"sleeps_past_its_budget", sleeps_past_its_budget},
                         {"never_answers", never_answers},
                         {"answers_after_its_budget", answers_after_its_budget},
                         {"fails_and_answers_later", fails_and_answers_later},
                         {"starts_threads_without_end", starts_threads_without_end},
                         {NULL, NULL}};
