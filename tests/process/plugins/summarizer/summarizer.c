/* SPDX-License-Identifier: MIT
 *
 * summarizer.c - a summarizer that breaks one rule of the brief, the one its settings name (B2, B3), comes late, or is
 * good.
 */
#define _POSIX_C_SOURCE 200809L /* nanosleep */
#include <baton/baton.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "test.process.summarizer_manifest.h"
#include "test.process.summarizer_schema.h"

#define KIND BATON_SUMMARIZER
#define HOST_KIND BATON_HOST_SUMMARIZER
#define KIND_FACTORY BATON_SUMMARIZER_FACTORY

static baton_status_t BATON_CALL summarize(const baton_instance_t *instance, const baton_call_t *call,
                                           const baton_transcript_t *transcript, baton_error_t *err);
static const baton_summarizer_t kInterface = {summarize};

#include "../skeleton.h"

static void answer(const strategy_t *self, baton_op_id_t op, uint64_t revision) {
  const baton_host_summarizer_t *host = (const baton_host_summarizer_t *)self->host_kind;
  baton_brief_item_t detail;
  memset(&detail, 0, sizeof detail);
  detail.struct_size = sizeof detail;
  detail.label = str("a number");
  detail.value = str(behaves(self, "card") ? "4111 1111 1111 1111" : "12");
  detail.source_sequence = behaves(self, "invented_source") ? 999 : 1;
  const baton_brief_item_t *const details[] = {&detail};

  baton_brief_t brief;
  memset(&brief, 0, sizeof brief);
  brief.struct_size = sizeof brief;
  brief.revision = revision;
  brief.steps_state = behaves(self, "no_steps") ? BATON_STEPS_UNKNOWN : BATON_STEPS_NONE;
  if (!behaves(self, "no_intent")) brief.intent = str("the better intent");
  brief.intent_source_sequence = 1;
  brief.status = str("open");
  brief.details = details;
  brief.detail_count = 1;
  if (behaves(self, "not_text")) brief.intent = str("\xC3\x28");
  host->summarized(self->host, op, &brief);
}

typedef struct waiting {
  const strategy_t *self;
  baton_op_id_t op;
  uint64_t revision;
} waiting_t;

static void *answer_later(void *argument) {
  waiting_t *waiting = (waiting_t *)argument;
  const struct timespec pause_between = {0, 10 * 1000 * 1000};
  while (access(waiting->self->go, F_OK) != 0) nanosleep(&pause_between, NULL);
  answer(waiting->self, waiting->op, waiting->revision);
  free(waiting);
  return NULL;
}

static baton_status_t BATON_CALL summarize(const baton_instance_t *instance, const baton_call_t *call,
                                           const baton_transcript_t *transcript, baton_error_t *err) {
  const strategy_t *self = (const strategy_t *)instance->plugin_data;
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
    waiting->revision = transcript->revision;
    if (pthread_create(&thread, NULL, answer_later, waiting) != 0) return failed(err, "no thread");
    pthread_detach(thread);
    return BATON_PENDING;
  }
  answer(self, call->op_id, transcript->revision);
  return BATON_OK;
}
