/* SPDX-License-Identifier: MIT
 *
 * kind/summarizer.h - the brief: what a specialist reads instead of the transcript (rule B1).
 *
 * A brief is fields with sources, not a text: the host makes the text from the fields, checks that every source is a
 * message of the conversation, and refuses what is not there or is sensitive.
 */
#ifndef BATON_KIND_SUMMARIZER_H_
#define BATON_KIND_SUMMARIZER_H_

#include "../case.h"
#include "../plugin.h"

BATON_BEGIN_C

#define BATON_SUMMARIZER_FACTORY "baton.summarizer-factory/1"
#define BATON_SUMMARIZER         "baton.summarizer/1"
#define BATON_HOST_SUMMARIZER    "baton.host-summarizer/1"

typedef struct baton_transcript {
  uint32_t struct_size;
  uint32_t event_count; /* oldest first: messages, notes, owner and status changes, answers */
  uint64_t revision;
  baton_str_t language; /* wanted language of the brief (BCP 47); quotes stay in the original */
  const baton_case_view_t *view;
  const baton_event_t *const *events;
  uint32_t max_chars;   /* of the text that will be made from the fields */
  uint32_t reserved0;
} baton_transcript_t;

/* One fact of the brief and where it came from. */
typedef struct baton_brief_item {
  uint32_t struct_size;
  uint32_t reserved0;
  baton_str_t label;            /* "order number", "email", "device"; absent for steps */
  baton_str_t value;
  uint64_t source_sequence;     /* the event it came from; 0 = `source_name` */
  baton_str_t source_name;      /* a named source outside the conversation, e.g. "crm" */
} baton_brief_item_t;

/* What is known of the attempted steps: "none attempted" is a value, "unknown" is a gap. */
typedef uint32_t baton_steps_state_t;
#define BATON_STEPS_UNKNOWN 0u
#define BATON_STEPS_NONE    1u
#define BATON_STEPS_LISTED  2u

typedef struct baton_brief {
  uint32_t struct_size;
  baton_steps_state_t steps_state;
  uint64_t revision;              /* copied from the transcript */
  baton_str_t intent;             /* one line */
  uint64_t intent_source_sequence;
  baton_str_t segment;
  baton_str_t status;             /* status at handoff */
  baton_str_t reason;             /* why it escalated */
  baton_str_t next_action;
  baton_str_t decision_needed;
  const baton_brief_item_t *const *details;  /* identifiers and key details */
  const baton_brief_item_t *const *steps;    /* attempted steps */
  const baton_brief_item_t *const *evidence; /* images, documents, voice, locations */
  uint32_t detail_count;
  uint32_t step_count;
  uint32_t evidence_count;
  uint32_t withheld_count;        /* sensitive items left out */
} baton_brief_t;

typedef struct baton_summarizer {
  /* [strand & started] */
  baton_status_t(BATON_CALL *summarize)(const baton_instance_t *self, const baton_call_t *call,
                                        const baton_transcript_t *transcript, baton_error_t *err);
} baton_summarizer_t;

typedef struct baton_host_summarizer {
  /* Completes summarize. Copies. [any-thread] */
  void(BATON_CALL *summarized)(const baton_host_t *host, baton_op_id_t op_id, const baton_brief_t *brief);
} baton_host_summarizer_t;

BATON_END_C

#endif /* BATON_KIND_SUMMARIZER_H_ */
