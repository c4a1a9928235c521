/* SPDX-License-Identifier: MIT
 *
 * kind/ownership.h - strategies that propose who says the next word, and who does the work.
 *
 * The plugin proposes; the host disposes. A case always has an owner, so there is no way to propose "nobody": KEEP is
 * the safe answer. A proposal made for revision N is dropped when the case has moved on, so a slow strategy can be
 * late but never wrong.
 *
 *   host                          plugin
 *    | propose(call, case view) --> |
 *    | <-- proposed(op_id, ...)     |   exactly once: before propose returns OK,
 *    |                              |   or any time later if it returned PENDING
 */
#ifndef BATON_KIND_OWNERSHIP_H_
#define BATON_KIND_OWNERSHIP_H_

#include "../case.h"
#include "../plugin.h"

BATON_BEGIN_C

#define BATON_OWNERSHIP_FACTORY "baton.ownership-factory/1"
#define BATON_OWNERSHIP         "baton.ownership/1"
#define BATON_HOST_OWNERSHIP    "baton.host-ownership/1"

typedef uint32_t baton_owner_action_t;
#define BATON_OWNER_KEEP  0u /* the owner stays; the safe answer, hence zero */
#define BATON_OWNER_LANE  1u /* seek the next owner in `lane`; its lead's office holds the thread meanwhile */
#define BATON_OWNER_AGENT 2u /* offer the conversation to `agent_id`, one of the candidates */
#define BATON_OWNER_DESK  3u /* the escalation desk */

/* Who may write to the customer from now on. */
typedef uint32_t baton_writers_t;
#define BATON_WRITERS_OWNER 0u /* the conversation owner alone */

typedef struct baton_proposed_work {
  uint32_t struct_size;
  uint32_t work_type;   /* 1..3; 0 = the host decides */
  baton_str_t lane;     /* one of the view's lanes */
  baton_str_t agent_id; /* absent: whoever the lane routes it to */
  baton_str_t question;
} baton_proposed_work_t;

typedef struct baton_proposal {
  uint32_t struct_size;
  baton_owner_action_t action;
  uint64_t revision;          /* copied from the case view */
  baton_str_t lane;           /* for LANE */
  baton_str_t agent_id;       /* for AGENT: one that was offered as a candidate */
  baton_str_t model;          /* "l1_owns", "reassign", "control_tower" or the vendor's own word */
  baton_str_t reason;         /* one sentence, shown to agents */
  const baton_proposed_work_t *const *work_items; /* to open; at most BATON_PROPOSED_WORK_MAX */
  uint32_t work_item_count;
  baton_writers_t writers;
  uint32_t update_every_ms;   /* rhythm of updates to the customer; 0 = as configured */
  uint32_t confidence_permille;
} baton_proposal_t;

typedef struct baton_ownership {
  /* Must not block. [strand & started] */
  baton_status_t(BATON_CALL *propose)(const baton_instance_t *self, const baton_call_t *call,
                                      const baton_case_view_t *view, baton_error_t *err);
} baton_ownership_t;

typedef struct baton_host_ownership {
  /* Completes propose. Copies *proposal, queues it and returns; never calls back into the plugin. [any-thread] */
  void(BATON_CALL *proposed)(const baton_host_t *host, baton_op_id_t op_id, const baton_proposal_t *proposal);
} baton_host_ownership_t;

BATON_END_C

#endif /* BATON_KIND_OWNERSHIP_H_ */
