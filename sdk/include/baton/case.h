/* SPDX-License-Identifier: MIT
 *
 * case.h - a case as strategies see it: owner, work items, answers, plan, promise. Append-only records.
 */
#ifndef BATON_CASE_H_
#define BATON_CASE_H_

#include "event.h"

BATON_BEGIN_C

/* Open sets: an unknown value is treated as the first one. */
typedef uint32_t baton_case_status_t;
#define BATON_CASE_OPEN             1u
#define BATON_CASE_AUTOMATED        2u
#define BATON_CASE_ESCALATED        3u
#define BATON_CASE_WAITING_CUSTOMER 4u
#define BATON_CASE_RESOLVED         5u
#define BATON_CASE_CLOSED           6u

typedef uint32_t baton_priority_t;
#define BATON_PRIORITY_IMMEDIATE 1u
#define BATON_PRIORITY_HIGH      2u
#define BATON_PRIORITY_MEDIUM    3u
#define BATON_PRIORITY_LOW       4u

typedef uint32_t baton_work_state_t;
#define BATON_WORK_OPEN      1u
#define BATON_WORK_OFFERED   2u
#define BATON_WORK_CLAIMED   3u
#define BATON_WORK_ANSWERED  4u
#define BATON_WORK_DONE      5u
#define BATON_WORK_CANCELLED 6u

typedef uint32_t baton_topology_t;
#define BATON_TOPOLOGY_GATE    1u
#define BATON_TOPOLOGY_OVERLAY 2u

/* What a work owner gave back on a work item. It carries its author's authority. */
typedef struct baton_answer {
  uint32_t struct_size;
  uint32_t final;           /* 1: nothing more will come */
  baton_str_t answer_id;
  baton_str_t author_id;    /* "agent:ID" */
  baton_str_t text;
  int64_t given_unix_ms;
} baton_answer_t;

/* One piece of specialist work on a case. */
typedef struct baton_work_item {
  uint32_t struct_size;
  baton_work_state_t state;
  baton_str_t work_id;
  baton_str_t lane;
  baton_str_t work_owner;   /* "agent:ID"; absent until claimed */
  baton_str_t question;     /* what the specialist is to decide or find out */
  const baton_answer_t *const *answers;
  uint32_t answer_count;
  uint32_t work_type;       /* 1 routine, 2 technical, 3 mission-critical */
} baton_work_item_t;

/* A word to the customer that is arranged before it is due (rule W6). */
typedef struct baton_plan {
  uint32_t struct_size;
  uint32_t valid;           /* 0: it was made but can no longer happen as planned */
  baton_str_t purpose;
  int64_t at_unix_ms;
} baton_plan_t;

/* A time the customer was told. */
typedef struct baton_promise {
  uint32_t struct_size;
  uint32_t kept;
  int64_t due_unix_ms;
} baton_promise_t;

/* Somebody who could be given the conversation or a work item now. */
typedef struct baton_candidate {
  uint32_t struct_size;
  uint32_t reserved0;
  baton_str_t agent_id;       /* without "agent:" */
  const baton_str_t *lanes;   /* lanes whose skill the agent holds */
  const baton_str_t *languages;
  uint32_t lane_count;
  uint32_t language_count;
  uint32_t load_milliunits;     /* 1000 = one chat */
  uint32_t capacity_milliunits;
  int64_t idle_since_unix_ms;
} baton_candidate_t;

typedef struct baton_lane {
  uint32_t struct_size;
  uint32_t restricted; /* 1: its notes are not shown to other lanes */
  baton_str_t lane_id;
} baton_lane_t;

/* Why the host asks. */
typedef struct baton_trigger {
  uint32_t struct_size;
  uint32_t reserved0;
  baton_str_t rule;        /* "H8", "H9", "H10", "handoff", "answer", "switch", ... */
  baton_str_t reason;      /* the reason given by a person, if any */
  baton_str_t question;    /* what the specialist is asked, if anything */
  baton_str_t wanted_lane; /* the lane found by triage or named by a person */
  baton_str_t wanted_agent;
  baton_str_t asked_by;    /* "agent:ID", "bot:ID" or absent */
} baton_trigger_t;

typedef struct baton_case_view {
  uint32_t struct_size;
  baton_case_status_t status;
  uint64_t revision; /* moves by a customer message, owner, status, lane, work item or plan; nothing else */
  uint64_t owner_epoch;
  baton_str_t case_id;
  baton_str_t hand_id;
  baton_str_t owner; /* "bot:ID", "agent:ID", "lead:LANE" or "lead:desk"; never absent */
  baton_str_t lane;
  baton_str_t segment;  /* "enterprise", "standard", "trial" or configured */
  baton_str_t language;
  baton_str_t thread_id;
  baton_priority_t priority;
  uint32_t work_type;
  baton_topology_t topology;
  uint32_t window_open;
  int64_t window_ends_unix_ms; /* 0 = the channel has no window */
  int64_t next_update_due_unix_ms; /* 0 = none */
  int64_t now_unix_ms;
  const baton_trigger_t *trigger;
  const baton_plan_t *plan;       /* NULL = none */
  const baton_promise_t *promise; /* NULL = none */
  const baton_work_item_t *const *work_items;
  const baton_candidate_t *const *candidates;
  const baton_lane_t *const *lanes;
  uint32_t work_item_count;
  uint32_t candidate_count;
  uint32_t lane_count;
  uint32_t reserved0;
} baton_case_view_t;

BATON_END_C

#endif /* BATON_CASE_H_ */
