/* SPDX-License-Identifier: MIT
 *
 * classifier.c - a classifier that breaks one rule, the one its settings name (O6, I4), or comes late.
 */
#define _POSIX_C_SOURCE 200809L /* nanosleep */
#include <baton/baton.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "test.process.classifier_manifest.h"
#include "test.process.classifier_schema.h"

#define KIND BATON_CLASSIFIER
#define HOST_KIND BATON_HOST_CLASSIFIER
#define KIND_FACTORY BATON_CLASSIFIER_FACTORY

static baton_status_t BATON_CALL classify(const baton_instance_t *instance, const baton_call_t *call,
                                          const baton_event_t *event, baton_error_t *err);
static const baton_classifier_t kInterface = {classify};

#include "../skeleton.h"

static void answer(const strategy_t *self, baton_op_id_t op) {
  const baton_host_classifier_t *host = (const baton_host_classifier_t *)self->host_kind;
  baton_label_t label;
  memset(&label, 0, sizeof label);
  label.struct_size = sizeof label;
  label.scheme = str("intent");
  label.value = str(self->intent);
  label.score_permille = behaves(self, "too_sure") ? 1001 : 900;
  if (behaves(self, "unknown_intent")) label.value = str("horoscope");
  if (behaves(self, "not_text")) label.value = str("\xC3\x28");
  if (behaves(self, "card")) label.value = str("4111 1111 1111 1111");
  if (behaves(self, "no_language")) label.scheme = str("language"), label.value = str("what they speak");

  /* A scheme of the future is nothing to complain about. */
  baton_label_t other;
  memset(&other, 0, sizeof other);
  other.struct_size = sizeof other;
  other.scheme = str("sentiment");
  other.value = str("gloomy");
  other.score_permille = 400;
  const baton_label_t *const labels[] = {&label, &other};
  const uint32_t count = behaves(self, "no_labels") ? 0 : 2;
  host->classified(self->host, op, labels, count);
  if (behaves(self, "twice")) host->classified(self->host, op, labels, count);
}

typedef struct waiting {
  const strategy_t *self;
  baton_op_id_t op;
} waiting_t;

static void *answer_later(void *argument) {
  waiting_t *waiting = (waiting_t *)argument;
  const struct timespec pause_between = {0, 10 * 1000 * 1000};
  while (access(waiting->self->go, F_OK) != 0) nanosleep(&pause_between, NULL);
  answer(waiting->self, waiting->op);
  free(waiting);
  return NULL;
}

static baton_status_t BATON_CALL classify(const baton_instance_t *instance, const baton_call_t *call,
                                          const baton_event_t *event, baton_error_t *err) {
  const strategy_t *self = (const strategy_t *)instance->plugin_data;
  (void)event;
  if (behaves(self, "hangs")) for (;;) pause();
  if (behaves(self, "silent")) return BATON_PENDING;
  if (behaves(self, "fails")) return failed(err, "an exception was stopped at the boundary");
  if (behaves(self, "nothing")) return BATON_OK;
  if (behaves(self, "late")) {
    pthread_t thread;
    waiting_t *waiting = (waiting_t *)malloc(sizeof *waiting);
    if (waiting == NULL) return failed(err, "no memory");
    waiting->self = self;
    waiting->op = call->op_id;
    if (pthread_create(&thread, NULL, answer_later, waiting) != 0) return failed(err, "no thread");
    pthread_detach(thread);
    return BATON_PENDING;
  }
  answer(self, call->op_id);
  return BATON_OK;
}
