/* SPDX-License-Identifier: MIT
 *
 * event.h - what happened in a conversation, as every plugin sees it. Append-only records.
 */
#ifndef BATON_EVENT_H_
#define BATON_EVENT_H_

#include "types.h"

BATON_BEGIN_C

/* Open set: a reader that meets an unknown value ignores the event and returns BATON_OK. */
typedef uint32_t baton_event_kind_t;
#define BATON_EVENT_NONE               0u
#define BATON_EVENT_CUSTOMER_MESSAGE   1u
#define BATON_EVENT_CUSTOMER_EDITED    2u  /* message_id names the edited message, text is the new one */
#define BATON_EVENT_CUSTOMER_DELETED   3u  /* message_id names the deleted message */
#define BATON_EVENT_CUSTOMER_REACTED   4u  /* quoted_message_id names the message, text is the emoji, empty = removed */
#define BATON_EVENT_DELIVERY_REPORT    5u  /* message_id names our message; delivery_status and error_* */
#define BATON_EVENT_IDENTITY_CHANGED   6u  /* identities: the new ones; previous_identity: one that is known */
#define BATON_EVENT_PREFERENCE_CHANGED 7u  /* preference: what the customer allows */
#define BATON_EVENT_OUTSIDE_MESSAGE    8u  /* said to the customer past the gate: phone app, helpdesk's own channel */
#define BATON_EVENT_CALL               9u  /* call_* */
#define BATON_EVENT_TEMPLATE_CHANGED  10u  /* attributes_json says what; the host synchronises afterwards */
#define BATON_EVENT_ACCOUNT_CHANGED   11u  /* quality, restrictions, bans of the account: account_state */
#define BATON_EVENT_AGENT_MESSAGE     12u  /* public word of an agent */
#define BATON_EVENT_BOT_MESSAGE       13u
#define BATON_EVENT_INTERNAL_NOTE     14u
#define BATON_EVENT_OWNER_CHANGED     15u
#define BATON_EVENT_STATUS_CHANGED    16u
#define BATON_EVENT_WORK_ANSWER       17u  /* what a work owner gave back */
#define BATON_EVENT_TICKET_CHANGED    18u
#define BATON_EVENT_ASSIGNMENT_CHANGED 19u
#define BATON_EVENT_PRESENCE_CHANGED  20u
#define BATON_EVENT_SIGNAL            21u  /* behaviour outside the conversation */
#define BATON_EVENT_GROUP_MESSAGE     22u  /* group chats: stored, no case */
#define BATON_EVENT_UNKNOWN           23u  /* kept by name (text) and raw, so that nothing is dropped silently */

typedef uint32_t baton_message_kind_t;
#define BATON_MESSAGE_NONE        0u
#define BATON_MESSAGE_TEXT        1u
#define BATON_MESSAGE_IMAGE       2u
#define BATON_MESSAGE_VIDEO       3u
#define BATON_MESSAGE_AUDIO       4u
#define BATON_MESSAGE_DOCUMENT    5u
#define BATON_MESSAGE_STICKER     6u
#define BATON_MESSAGE_LOCATION    7u
#define BATON_MESSAGE_CONTACTS    8u
#define BATON_MESSAGE_BUTTON      9u  /* a tapped reply button or template button: button_payload, text = its title */
#define BATON_MESSAGE_LIST_CHOICE 10u /* a chosen list row: button_payload = row id */
#define BATON_MESSAGE_FORM        11u /* a filled form: attributes_json holds the fields */
#define BATON_MESSAGE_ORDER       12u
#define BATON_MESSAGE_WELCOME     13u /* the chat was opened, nothing was said */
#define BATON_MESSAGE_UNSUPPORTED 14u /* the channel could not hand the content over; text names its type */

typedef uint32_t baton_delivery_status_t;
#define BATON_DELIVERY_NONE      0u
#define BATON_DELIVERY_SENT      1u
#define BATON_DELIVERY_DELIVERED 2u
#define BATON_DELIVERY_READ      3u
#define BATON_DELIVERY_PLAYED    4u
#define BATON_DELIVERY_FAILED    5u

typedef uint32_t baton_preference_t;
#define BATON_PREFERENCE_NONE           0u
#define BATON_PREFERENCE_OPTED_OUT      1u /* no messages outside a window the customer opened */
#define BATON_PREFERENCE_OPTED_IN       2u
#define BATON_PREFERENCE_CALLS_ALLOWED  3u
#define BATON_PREFERENCE_CALLS_REFUSED  4u

typedef uint32_t baton_account_state_t;
#define BATON_ACCOUNT_NONE       0u
#define BATON_ACCOUNT_NORMAL     1u
#define BATON_ACCOUNT_RESTRICTED 2u /* may not start conversations; answers inside windows still go */
#define BATON_ACCOUNT_BLOCKED    3u /* may send nothing */
#define BATON_ACCOUNT_NOTICE     4u /* news for the operator, nothing changes */

/* baton_event.flags */
#define BATON_EVENT_OPENS_WINDOW 1u /* opens or renews the service window, at occurred_unix_ms */
#define BATON_EVENT_HISTORIC     2u /* imported past; must trigger nothing */
#define BATON_EVENT_ERRORS       4u /* the remote side attached an error: error_code, error_text */

typedef uint32_t baton_identity_kind_t;
#define BATON_IDENTITY_PHONE       1u /* E.164 with leading '+' where the channel gives digits */
#define BATON_IDENTITY_USER_ID     2u /* the channel's own id of the person (WhatsApp: BSUID) */
#define BATON_IDENTITY_PARENT_ID   3u /* the same above several accounts (WhatsApp: parent BSUID) */
#define BATON_IDENTITY_EMAIL       4u
#define BATON_IDENTITY_EXTERNAL_ID 5u
#define BATON_IDENTITY_USERNAME    6u /* for display only: it changes hands */

typedef struct baton_identity {
  uint32_t struct_size;
  baton_identity_kind_t kind;
  baton_str_t value;
} baton_identity_t;

typedef struct baton_attachment {
  uint32_t struct_size;
  baton_message_kind_t kind;
  baton_str_t blob_id;      /* content by baton.blob/1; absent while it has not been fetched */
  baton_str_t remote_id;    /* the channel's media id, for baton.media/1 */
  baton_str_t media_type;   /* MIME type as the remote side states it */
  baton_str_t file_name;
  baton_str_t sha256;       /* 64 lower-case hex digits when the remote side states it */
  uint64_t size_bytes;      /* 0 = not stated */
} baton_attachment_t;

typedef struct baton_event {
  uint32_t struct_size;
  baton_event_kind_t kind;
  uint32_t flags;
  baton_message_kind_t message_kind;
  uint64_t sequence;            /* place in the conversation, rising; 0 while inbound */
  int64_t occurred_unix_ms;     /* clock of the source */
  int64_t received_unix_ms;     /* clock of the host; 0 while inbound */
  baton_str_t source_event_id;  /* the key for duplicates; never absent inbound */
  baton_str_t message_id;       /* the channel's id of the message this is, or is about */
  baton_str_t account;          /* the organisation's side: phone number id, mailbox */
  baton_str_t thread_id;        /* the host's; absent inbound */
  baton_str_t case_id;          /* the host's; absent inbound */
  baton_str_t author_id;        /* "bot:x", "agent:y", "host" (its own courtesy words); absent for the customer */
  baton_str_t display_name;     /* as the person calls themselves; any text, never a key */
  baton_str_t text;             /* body, caption, title or note */
  baton_str_t language;         /* BCP 47 or absent */
  baton_str_t quoted_message_id;
  baton_str_t button_payload;
  baton_str_t callback_key;     /* the idempotency key of our send, echoed by the channel */
  baton_str_t error_code;       /* remote system's code, for reports of kind FAILED and events with ERRORS */
  baton_str_t error_text;       /* for operators */
  baton_str_t referral_json;    /* where the customer came from (advertisement, post, product) */
  baton_str_t attributes_json;  /* open key/value part; absent = {} */
  baton_bytes_t raw;            /* this event's payload as received, where the connector keeps it */
  const baton_identity_t *const *identities; /* every one the channel knows; arrays of pointers: elements may grow */
  const baton_attachment_t *const *attachments;
  uint32_t identity_count;
  uint32_t attachment_count;
  const baton_identity_t *previous_identity; /* IDENTITY_CHANGED only, else NULL */
  baton_delivery_status_t delivery_status;
  baton_error_scope_t error_scope;
  baton_status_t error_status;  /* retry meaning of a FAILED report */
  baton_preference_t preference;
  baton_account_state_t account_state;
  uint32_t call_outcome;        /* BATON_CALL_OUTCOME_* */
  int64_t call_duration_ms;
} baton_event_t;

#define BATON_CALL_OUTCOME_NONE      0u
#define BATON_CALL_OUTCOME_RINGING   1u
#define BATON_CALL_OUTCOME_ANSWERED  2u
#define BATON_CALL_OUTCOME_COMPLETED 3u
#define BATON_CALL_OUTCOME_MISSED    4u
#define BATON_CALL_OUTCOME_REJECTED  5u
#define BATON_CALL_OUTCOME_FAILED    6u

BATON_END_C

#endif /* BATON_EVENT_H_ */
