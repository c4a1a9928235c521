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

static void *answer(void *op) {
  keep(*(baton_op_id_t *)op, 7);
  free(op);
  return NULL;
}

static void answer_by_thread(baton_op_id_t op) {
  pthread_t thread;
  baton_op_id_t *copy = (baton_op_id_t *)malloc(sizeof op);
  if (copy == NULL) return;
  *copy = op;
  if (pthread_create(&thread, NULL, answer, copy) == 0) pthread_detach(thread);
  else answer(copy);
}
