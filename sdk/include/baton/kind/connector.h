/* SPDX-License-Identifier: MIT
 *
 * kind/connector.h - the bridge to one outside system: WhatsApp, Zendesk, Freshdesk, email.
 *
 * A connector translates. It keeps no queue, no retry schedule and no memory of what it has seen:
 * the host does all three, so that a crash between two calls loses nothing.
 *
 * Inbound, three ways in, one way out:
 *   webhook : host --receive--> plugin --accepted--> host stores, then answers the HTTP caller
 *   polling : host --poll-----> plugin --accepted--> host stores events and cursor together
 *   pushed  : plugin's own thread --emit (ext/emit.h)--> host
 * Outbound:
 *   host --deliver--> plugin --delivered--> host
 */
#ifndef BATON_KIND_CONNECTOR_H_
#define BATON_KIND_CONNECTOR_H_

#include "../event.h"
#include "../plugin.h"

BATON_BEGIN_C

#define BATON_CONNECTOR_FACTORY "baton.connector-factory/1"
#define BATON_CONNECTOR         "baton.connector/1"
#define BATON_HOST_CONNECTOR    "baton.host-connector/1"

typedef struct baton_header {
  baton_str_t name; /* lower case */
  baton_str_t value;
} baton_header_t;

typedef struct baton_webhook {
  uint32_t struct_size;
  uint32_t header_count;
  baton_str_t method;
  baton_str_t path;  /* below the instance's own prefix /hooks/{connector}, percent-decoded, without query */
  baton_str_t query; /* as received, still percent-encoded */
  const baton_header_t *headers; /* frozen type, so a plain array is safe */
  baton_bytes_t body;            /* exact bytes: signatures are computed over them */
} baton_webhook_t;

typedef struct baton_batch {
  uint32_t struct_size;
  uint32_t event_count; /* 0 is normal */
  const baton_event_t *const *events;
  baton_str_t cursor_name;  /* which cursor next_cursor belongs to; absent = the one polled, else the only one */
  /* Opaque; absent = as it is. Stored in one transaction with the last of the events, when the others are on disk. */
  baton_str_t next_cursor;
  uint32_t poll_again_ms;   /* this cursor, after a poll; 0 = as configured */
  uint32_t http_status;     /* webhooks only; 0 = 200. Events of a batch that is not 2xx are dropped and counted */
  baton_str_t http_body;
  baton_str_t refusal;      /* with a 4xx: why, for the operator's log; no secrets, no customer text */
} baton_batch_t;

/* What is to be sent. Open set; a connector answers NOT_SUPPORTED to what it does not know. */
typedef uint32_t baton_outbound_kind_t;
#define BATON_OUTBOUND_MESSAGE   1u /* one remote message to one recipient */
#define BATON_OUTBOUND_MARK_READ 2u /* quoted_message_id has been read */
#define BATON_OUTBOUND_TYPING    3u /* show "typing" after quoted_message_id */
#define BATON_OUTBOUND_REACTION  4u /* text is the emoji (empty removes), quoted_message_id the message */

typedef struct baton_button {
  uint32_t struct_size;
  uint32_t reserved0;
  baton_str_t id;
  baton_str_t title;
  baton_str_t description; /* list rows only */
  baton_str_t section;     /* list rows only; rows of one section stand together */
} baton_button_t;

/* Where a template value goes. */
typedef uint32_t baton_parameter_place_t;
#define BATON_PARAMETER_BODY   1u
#define BATON_PARAMETER_HEADER 2u
#define BATON_PARAMETER_BUTTON 3u /* index = place in the whole button list */

typedef struct baton_parameter {
  uint32_t struct_size;
  baton_parameter_place_t place;
  uint32_t index;       /* positional: 0-based within its place; buttons: the button */
  uint32_t reserved0;
  baton_str_t name;     /* absent for positional templates */
  baton_str_t sub_type; /* buttons: "quick_reply", "url", "copy_code"; header: "text", "image", "video", "document" */
  baton_str_t value;    /* text, button payload, media id or link */
} baton_parameter_t;

typedef struct baton_template_use {
  uint32_t struct_size;
  uint32_t parameter_count;
  baton_str_t name;
  baton_str_t language;
  const baton_parameter_t *const *parameters;
} baton_template_use_t;

typedef struct baton_outbound {
  uint32_t struct_size;
  baton_outbound_kind_t kind;
  baton_str_t message_id;        /* the host's; stable over attempts */
  baton_str_t case_id;
  baton_str_t thread_id;
  baton_str_t account;           /* the organisation's side to send from */
  baton_str_t text;
  baton_str_t language;
  baton_str_t footer;
  baton_str_t quoted_message_id; /* the channel's id */
  baton_str_t list_button;       /* label that opens the list; present = buttons are list rows */
  baton_str_t attributes_json;
  const baton_identity_t *const *recipients; /* every identity known of the one recipient, best first */
  const baton_button_t *const *buttons;
  const baton_attachment_t *const *attachments; /* with blob_id; WhatsApp takes one per message */
  const baton_template_use_t *template_use;  /* NULL: free-form */
  uint32_t recipient_count;
  uint32_t button_count;
  uint32_t attachment_count;
  uint32_t reserved0;
  int64_t window_ends_unix_ms;   /* 0 = no window; a retry after it is an error */
} baton_outbound_t;

typedef struct baton_receipt {
  uint32_t struct_size;
  uint32_t held;                 /* 1: accepted but held back by the channel (pacing); a report follows */
  baton_str_t remote_message_id; /* matches later delivery reports */
  const baton_identity_t *const *recipients; /* identities of the recipient learned from the answer */
  uint32_t recipient_count;
  uint32_t reserved0;
  baton_str_t attributes_json;
} baton_receipt_t;

typedef struct baton_connector {
  /* Check the signature, translate, answer by `accepted` (also for a refusal: http_status 401 or 403, no events).
   * [strand & started] */
  baton_status_t(BATON_CALL *receive)(const baton_instance_t *self, const baton_call_t *call,
                                      const baton_webhook_t *webhook, baton_error_t *err);

  /* Fetch what happened after `cursor` (absent on the very first call). Polled are the cursor without a name and each
   * named one that a batch or an emission has left (one per mail folder, say), one at a time, first when the host
   * starts, then as often as configured or as poll_again_ms asks. After an error the same cursor is polled again,
   * later each time, never before retry_after_ms. NOT_SUPPORTED: the cursor is not polled any more until the host
   * starts anew, and if it is the one without a name, none is. [strand & started] */
  baton_status_t(BATON_CALL *poll)(const baton_instance_t *self, const baton_call_t *call, baton_str_t cursor_name,
                                   baton_str_t cursor, baton_error_t *err);

  /* Must be safe to repeat with the same call->idempotency_key where the remote side allows it; otherwise an
   * unknown outcome is answered DEADLINE_EXCEEDED and the host asks before sending again. [strand & started] */
  baton_status_t(BATON_CALL *deliver)(const baton_instance_t *self, const baton_call_t *call,
                                      const baton_outbound_t *outbound, baton_error_t *err);
} baton_connector_t;

typedef struct baton_host_connector {
  /* Completes receive or poll. Copies, queues, returns. [any-thread] */
  void(BATON_CALL *accepted)(const baton_host_t *host, baton_op_id_t op_id, const baton_batch_t *batch);
  /* Completes deliver. [any-thread] */
  void(BATON_CALL *delivered)(const baton_host_t *host, baton_op_id_t op_id, const baton_receipt_t *receipt);
} baton_host_connector_t;

BATON_END_C

#endif /* BATON_KIND_CONNECTOR_H_ */
