/* SPDX-License-Identifier: MIT
 *
 * hostile.h - a plugin of every kind that does what it is asked for: the word after `hostile:` in what a customer
 * said, in a handoff's question or in a webhook names a deed. Without such a word it behaves.
 *
 * A webhook's body is `NUMBER ID TEXT`: the customer of that number says TEXT, which is new when ID is. Its answer is
 * 200 with what came of the deed: "allowed", "denied" or a word of the deed's own.
 */
#pragma once

#include <baton/baton.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__cplusplus)
extern "C" {
#endif

typedef enum kind { CONNECTOR, OWNERSHIP, SUMMARIZER, CLASSIFIER } kind_t;

typedef struct hostile {
  baton_instance_t instance;
  const baton_host_t *host;
  const void *results; /* the table that takes this kind's answers */
  kind_t kind;
  char when[16];
  char deed[64];
  char once_there[1024];
} hostile_t;

/* One call of the host, and everything a deed needs to abuse it. Lives as long as the call. */
typedef struct asked {
  const hostile_t *self;
  const baton_call_t *call;
  const baton_case_view_t *view; /* strategies; NULL for connectors and classifiers */
  uint64_t revision;             /* what a strategy's answer copies */
  uint64_t source;               /* sequence of a customer's word, for a brief */
  baton_str_t number, id, text;  /* connectors: who says what */
  const char *came;              /* what is said of the deed in the answer */
  baton_error_t *err;
} asked_t;

typedef struct deed {
  const char *name;
  baton_status_t (*act)(asked_t *asked);
} deed_t;

/* Lists that end with a deed without a name. */
extern const deed_t kCrashes[], kHangs[], kBreaches[], kFloods[], kEscapes[], kForgeries[];

/* The deed of this name; NULL when there is none. */
const deed_t *deed_named(const char *name);

/* A right answer to the call, as the contract wants it; always BATON_OK. */
baton_status_t answer(asked_t *asked);
/* The same, and the answer (or a line of the log) says `came`. */
baton_status_t answer_that(asked_t *asked, const char *came);
/* Hands over this very record, whatever is in it. `count` is for labels. */
void hand_over(const asked_t *asked, baton_op_id_t op, const void *record, uint32_t count);
/* The record a right answer hands over, for deeds that spoil it. Valid until the next call of it on this thread. */
union right {
  baton_batch_t batch;
  baton_proposal_t proposal;
  baton_brief_t brief;
};
union right *right_record(asked_t *asked);
/* A customer's word, as a connector hands it on; borrows from `asked`. */
void fill_event(const asked_t *asked, baton_event_t *event, baton_identity_t *identity,
                const baton_identity_t **identities);

/* "denied" for a negative result, "allowed" for others. */
const char *came_of(long result);
baton_str_t str(const char *text);
/* Error with this message. */
baton_status_t failed(baton_error_t *err, const char *why);
void sleep_ms(long ms);

/* throws.cpp: an exception that nobody catches. */
void throw_something(void);

#if defined(__cplusplus)
}
#endif
