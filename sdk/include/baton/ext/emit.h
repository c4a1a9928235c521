/* SPDX-License-Identifier: MIT
 *
 * ext/emit.h - events that nobody asked for: push streams, IMAP IDLE, long polling.
 */
#ifndef BATON_EXT_EMIT_H_
#define BATON_EXT_EMIT_H_

#include "../event.h"
#include "../plugin.h"

BATON_BEGIN_C

#define BATON_EMIT        "baton.emit/1"
#define BATON_EMIT_CLIENT "baton.emit-client/1"

typedef struct baton_emit {
  /* Copies and queues; batches of one instance are stored in the order they were emitted. `cursor_name` and
   * `next_cursor` may be absent; otherwise the cursor is stored in one transaction with the last of the events, when
   * the others are on disk: it is never ahead of them. RATE_LIMITED means the queue is full: wait for on_stored.
   * Tell the remote side "received" only after on_stored. Connectors only. [any-thread & started] */
  baton_status_t(BATON_CALL *emit)(const baton_host_t *host, const baton_event_t *const *events,
                                   uint32_t event_count, baton_str_t cursor_name, baton_str_t next_cursor,
                                   baton_op_id_t *op_id, baton_error_t *err);
} baton_emit_t;

typedef struct baton_emit_client {
  /* OK: all of it is on disk. A store that is down for a while is waited for; UNAVAILABLE means that the host stops
   * before: neither this cursor nor a later one is stored, so emit it again after the next start - what has been stored
   * is known by its source_event_id. [strand & started] */
  void(BATON_CALL *on_stored)(const baton_instance_t *self, baton_op_id_t op_id, baton_status_t status);
} baton_emit_client_t;

BATON_END_C

#endif /* BATON_EXT_EMIT_H_ */
