/* SPDX-License-Identifier: MIT
 *
 * answers.c - right answers of every kind, which the deeds spoil.
 */
#define _GNU_SOURCE
#include "hostile.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static char number_with_plus[64];

static const void *host_table(const asked_t *asked, const char *id) {
  return asked->self->host->get_extension(asked->self->host, id);
}

void sleep_ms(long ms) {
  struct timespec left = {ms / 1000, ms % 1000 * 1000000};
  while (nanosleep(&left, &left) != 0) {
  }
}

const char *came_of(long result) { return result < 0 ? "denied" : "allowed"; }

static void fill_batch(asked_t *asked, baton_batch_t *batch) {
  static baton_event_t event;
  static baton_identity_t identity;
  static const baton_identity_t *identities[1];
  static const baton_event_t *events[1];
  fill_event(asked, &event, &identity, identities);
  events[0] = &event;
  batch->struct_size = sizeof *batch;
  batch->event_count = asked->number.size == 0 ? 0 : 1;
  batch->events = events;
  batch->http_status = 200;
  batch->http_body = str(asked->came);
}

void fill_event(const asked_t *asked, baton_event_t *event, baton_identity_t *identity,
                const baton_identity_t **identities) {
  const baton_clock_t *clock = (const baton_clock_t *)host_table(asked, BATON_CLOCK);
  memset(event, 0, sizeof *event);
  memset(identity, 0, sizeof *identity);
  snprintf(number_with_plus, sizeof number_with_plus, "+%.*s", (int)asked->number.size, asked->number.data);
  identity->struct_size = sizeof *identity;
  identity->kind = BATON_IDENTITY_PHONE;
  identity->value = str(number_with_plus);
  identities[0] = identity;
  event->struct_size = sizeof *event;
  event->kind = BATON_EVENT_CUSTOMER_MESSAGE;
  event->flags = BATON_EVENT_OPENS_WINDOW;
  event->message_kind = BATON_MESSAGE_TEXT;
  event->occurred_unix_ms = clock->now_unix_ms(asked->self->host);
  event->source_event_id = asked->id;
  event->message_id = asked->id;
  event->account = str("hostile");
  event->display_name = str(number_with_plus);
  event->text = asked->text;
  event->identities = identities;
  event->identity_count = 1;
}

/* The lane the case is in: its lead's office holds the conversation until somebody takes it. */
static void fill_proposal(const asked_t *asked, baton_proposal_t *proposal) {
  proposal->struct_size = sizeof *proposal;
  proposal->revision = asked->revision;
  proposal->action = BATON_OWNER_LANE;
  proposal->lane = asked->view->lane;
  proposal->reason = str("as asked");
}

static void fill_brief(const asked_t *asked, baton_brief_t *brief) {
  brief->struct_size = sizeof *brief;
  brief->revision = asked->revision;
  brief->steps_state = BATON_STEPS_NONE;
  brief->intent = str("an order that has not come");
  brief->intent_source_sequence = asked->source;
  brief->status = str("open");
}

union right *right_record(asked_t *asked) {
  static union right record;
  memset(&record, 0, sizeof record);
  switch (asked->self->kind) {
    case CONNECTOR: fill_batch(asked, &record.batch); break;
    case OWNERSHIP: fill_proposal(asked, &record.proposal); break;
    case SUMMARIZER: fill_brief(asked, &record.brief); break;
    case CLASSIFIER: break;
  }
  return &record;
}

void hand_over(const asked_t *asked, baton_op_id_t op, const void *record, uint32_t count) {
  const hostile_t *self = asked->self;
  switch (self->kind) {
    case CONNECTOR: ((const baton_host_connector_t *)self->results)->accepted(self->host, op, record); break;
    case OWNERSHIP: ((const baton_host_ownership_t *)self->results)->proposed(self->host, op, record); break;
    case SUMMARIZER: ((const baton_host_summarizer_t *)self->results)->summarized(self->host, op, record); break;
    case CLASSIFIER:
      ((const baton_host_classifier_t *)self->results)->classified(self->host, op, record, count);
      break;
  }
}

baton_status_t answer(asked_t *asked) {
  hand_over(asked, asked->call->op_id, asked->self->kind == CLASSIFIER ? NULL : right_record(asked), 0);
  return BATON_OK;
}

baton_status_t answer_that(asked_t *asked, const char *came) {
  const baton_log_t *log = (const baton_log_t *)host_table(asked, BATON_LOG);
  const baton_str_t none = {NULL, 0};
  asked->came = came;
  log->write(asked->self->host, BATON_LOG_INFO, str(came), none);
  return answer(asked);
}
