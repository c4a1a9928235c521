/* SPDX-License-Identifier: MIT
 *
 * answers_by_thread.c - answers from a thread of its own, long after the call returned. On a busy machine so many
 * of them may wait for their turn that their stacks fill the memory it may have: then it answers at once.
 */
#include <pthread.h>
#include <stdlib.h>
#include <baton/baton.h>
static void answer_by_thread(baton_op_id_t op);
#define PROPOSE answer_by_thread(call->op_id); return BATON_PENDING
#include "skeleton.h"

struct question {
  const baton_instance_t *self;
  baton_op_id_t op;
};

static void *answer(void *argument) {
  struct question *question = (struct question *)argument;
  enter(question->self);
  keep(question->op, 7);
  free(question);
  return NULL;
}

static void answer_by_thread(baton_op_id_t op) {
  pthread_t thread;
  struct question *question = (struct question *)malloc(sizeof *question);
  if (question == NULL) return;
  question->self = &asked->instance;
  question->op = op;
  if (pthread_create(&thread, NULL, answer, question) == 0) pthread_detach(thread);
  else answer(question);
}
