/* SPDX-License-Identifier: MIT
 *
 * cancellable.c - never answers by itself, but listens when it is told that nobody waits any more.
 */
#include <baton/baton.h>
static const baton_cancellation_t kCancellation;
#define PROPOSE return BATON_PENDING
#define INTERFACE \
  &kOwnership : strcmp(id, BATON_CANCELLATION) == 0 ? (const void *)&kCancellation
#include "skeleton.h"

static void BATON_CALL cancel(const baton_instance_t *self, baton_op_id_t op_id) {
  const baton_host_calls_t *calls;
  enter(self);
  calls = (const baton_host_calls_t *)host->get_extension(host, BATON_HOST_CALLS);
  trace(calls->is_cancelled(host, op_id) ? "cancelled" : "cancel-of-a-live-operation");
}

static const baton_cancellation_t kCancellation = {cancel};
