/* SPDX-License-Identifier: MIT
 *
 * breaches.c - deeds that break the contract: answers that are none, too many, too large or not theirs to give.
 */
#include "hostile.h"

#include <stdlib.h>
#include <string.h>

static baton_status_t answers_twice(asked_t *asked) {
  answer(asked);
  return answer(asked);
}

static baton_status_t says_ok_and_nothing(asked_t *asked) {
  (void)asked;
  return BATON_OK;
}

static baton_status_t answers_and_fails(asked_t *asked) {
  answer(asked);
  return failed(asked->err, "and yet it answered");
}

static baton_status_t unknown_status(asked_t *asked) {
  (void)asked;
  return 4711;
}

static baton_status_t answers_somebody_else(asked_t *asked) {
  hand_over(asked, asked->call->op_id + 7000, asked->self->kind == CLASSIFIER ? NULL : right_record(asked), 0);
  return answer(asked);
}

static baton_status_t fails_with_rubbish(asked_t *asked) {
  memset(asked->err, 0xFF, sizeof *asked->err);
  return BATON_INTERNAL;
}

/* Spoils the right record by `text`, wherever its kind has one. */
static baton_status_t with_text(asked_t *asked, baton_str_t text) {
  union right *record = right_record(asked);
  baton_label_t label;
  const baton_label_t *const labels[] = {&label};
  memset(&label, 0, sizeof label);
  label.struct_size = sizeof label;
  label.scheme = str("intent");
  label.value = text;
  label.score_permille = 900;
  switch (asked->self->kind) {
    case CONNECTOR: record->batch.http_body = text; break;
    case OWNERSHIP: record->proposal.reason = text; break;
    case SUMMARIZER: record->brief.intent = text; break;
    case CLASSIFIER: hand_over(asked, asked->call->op_id, labels, 1); return BATON_OK;
  }
  hand_over(asked, asked->call->op_id, record, 0);
  return BATON_OK;
}

static baton_status_t no_text(asked_t *asked) { return with_text(asked, str("\xC3\x28 is no text")); }

static baton_status_t huge_text(asked_t *asked) {
  const size_t size = BATON_TEXT_MAX_BYTES * 8 + 1;
  char *text = (char *)malloc(size);
  if (text == NULL) return failed(asked->err, "no memory");
  memset(text, 'a', size);
  const baton_str_t huge = {text, size};
  const baton_status_t status = with_text(asked, huge);
  free(text);
  return status;
}

static baton_status_t text_without_bytes(asked_t *asked) {
  const baton_str_t nothing = {NULL, 100};
  return with_text(asked, nothing);
}

/* Every record begins with its size. */
static baton_status_t with_size(asked_t *asked, uint32_t size) {
  union right *record = right_record(asked);
  record->batch.struct_size = size;
  baton_label_t label;
  const baton_label_t *const labels[] = {&label};
  memset(&label, 0, sizeof label);
  label.struct_size = size;
  hand_over(asked, asked->call->op_id, asked->self->kind == CLASSIFIER ? (const void *)labels : record, 1);
  return BATON_OK;
}
static baton_status_t record_of_no_size(asked_t *asked) { return with_size(asked, 0); }

static baton_status_t no_record(asked_t *asked) {
  hand_over(asked, asked->call->op_id, NULL, 1);
  return BATON_OK;
}

static baton_status_t lists_without_end(asked_t *asked) {
  union right *record = right_record(asked);
  switch (asked->self->kind) {
    case CONNECTOR: record->batch.event_count = UINT32_MAX; break;
    case OWNERSHIP: record->proposal.work_item_count = UINT32_MAX; break;
    case SUMMARIZER: record->brief.detail_count = UINT32_MAX; break;
    case CLASSIFIER: break;
  }
  const baton_label_t *const none[] = {NULL};
  hand_over(asked, asked->call->op_id, asked->self->kind == CLASSIFIER ? (const void *)none : record, UINT32_MAX);
  return BATON_OK;
}

/* ---- answers that are well formed, and not theirs to give ---- */

static baton_status_t propose_owner(asked_t *asked, const char *agent) {
  if (asked->self->kind != OWNERSHIP) return answer(asked);
  union right *record = right_record(asked);
  record->proposal.action = BATON_OWNER_AGENT;
  record->proposal.agent_id = str(agent);
  hand_over(asked, asked->call->op_id, record, 0);
  return BATON_OK;
}
static baton_status_t owner_nobody_knows(asked_t *asked) { return propose_owner(asked, "mallory"); }
static baton_status_t owner_never_offered(asked_t *asked) { return propose_owner(asked, "tom"); }
static baton_status_t owner_is_no_one(asked_t *asked) { return propose_owner(asked, ""); }

static baton_status_t lane_nobody_knows(asked_t *asked) {
  if (asked->self->kind != OWNERSHIP) return answer(asked);
  union right *record = right_record(asked);
  record->proposal.lane = str("atlantis");
  hand_over(asked, asked->call->op_id, record, 0);
  return BATON_OK;
}

static baton_status_t answers_an_older_case(asked_t *asked) {
  if (asked->self->kind != OWNERSHIP && asked->self->kind != SUMMARIZER) return answer(asked);
  asked->revision += 1000;
  return answer(asked);
}

static baton_status_t source_that_never_was(asked_t *asked) {
  if (asked->self->kind != SUMMARIZER) return answer(asked);
  baton_brief_item_t detail;
  const baton_brief_item_t *const details[] = {&detail};
  memset(&detail, 0, sizeof detail);
  detail.struct_size = sizeof detail;
  detail.label = str("order number");
  detail.value = str("ORD-123456");
  detail.source_sequence = 99999;
  union right *record = right_record(asked);
  record->brief.details = details;
  record->brief.detail_count = 1;
  hand_over(asked, asked->call->op_id, record, 0);
  return BATON_OK;
}

static baton_status_t too_sure(asked_t *asked) {
  if (asked->self->kind != CLASSIFIER) return answer(asked);
  baton_label_t label;
  const baton_label_t *const labels[] = {&label};
  memset(&label, 0, sizeof label);
  label.struct_size = sizeof label;
  label.scheme = str("intent");
  label.value = str("horoscope");
  label.score_permille = UINT32_MAX;
  hand_over(asked, asked->call->op_id, labels, 1);
  return BATON_OK;
}

const deed_t kBreaches[] = {{"answers_twice", answers_twice},
                            {"says_ok_and_nothing", says_ok_and_nothing},
                            {"answers_and_fails", answers_and_fails},
                            {"unknown_status", unknown_status},
                            {"answers_somebody_else", answers_somebody_else},
                            {"fails_with_rubbish", fails_with_rubbish},
                            {"no_text", no_text},
                            {"huge_text", huge_text},
                            {"text_without_bytes", text_without_bytes},
                            {"record_of_no_size", record_of_no_size},
                            {"no_record", no_record},
                            {"lists_without_end", lists_without_end},
                            {"owner_nobody_knows", owner_nobody_knows},
                            {"owner_never_offered", owner_never_offered},
                            {"owner_is_no_one", owner_is_no_one},
                            {"lane_nobody_knows", lane_nobody_knows},
                            {"answers_an_older_case", answers_an_older_case},
                            {"source_that_never_was", source_that_never_was},
                            {"too_sure", too_sure},
                            {NULL, NULL}};
