/* SPDX-License-Identifier: MIT
 *
 * answers_after_stop.c - answers from a thread that nobody waits for when the instance stops.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>
#include <baton/baton.h>
static void answer_later(baton_op_id_t op);
#define PROPOSE answer_later(call->op_id); return BATON_PENDING
#include "tests/abi/bad_plugins/skeleton.h"

struct question {
  const baton_instance_t *self;
  baton_op_id_t op;
};

static void *answer(void *argument) {
  struct question *question = (struct question *)argument;
  usleep(150 * 1000);
  enter(question->self);
  keep(question->op, 31);
  free(question);
  return NULL;
}

static void answer_later(baton_op_id_t op) {
  pthread_t thread;
  struct question *question = (struct question *)malloc(sizeof *question);
  if (question == NULL) return;
  question->self = &asked->instance;
  question->op = op;
  if (pthread_create(&thread, NULL, answer, question) == 0) pthread_detach(thread);
}
