/* SPDX-License-Identifier: MIT
 *
 * reads_after_the_call.c - goes on reading what it was lent from a thread.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>
#include <baton/baton.h>
static baton_status_t read_later(baton_op_id_t op, const baton_case_view_t *view);
#define PROPOSE return read_later(call->op_id, view)
#include "tests/abi/bad_plugins/skeleton.h"

struct question {
  const baton_instance_t *self;
  const baton_case_view_t *view;
  baton_op_id_t op;
};

static void *answer(void *argument) {
  struct question *question = (struct question *)argument;
  usleep(20 * 1000);
  enter(question->self);
  keep(question->op, question->view->revision);
  free(question);
  return NULL;
}

static baton_status_t read_later(baton_op_id_t op, const baton_case_view_t *view) {
  pthread_t thread;
  struct question *question = (struct question *)malloc(sizeof *question);
  if (question == NULL) return BATON_INTERNAL;
  question->self = &asked->instance;
  question->view = view;
  question->op = op;
  if (pthread_create(&thread, NULL, answer, question) == 0) pthread_detach(thread);
  return BATON_PENDING;
}
