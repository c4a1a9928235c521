/* SPDX-License-Identifier: MIT
 *
 * reference.h - what the reference plugins of ABI 0.9 share: a page on which everything that the host hands over is
 * written down field by field, and the life of a library with one instance. A plugin says `PLUGIN_ID`, `FACTORY`,
 * `CAPABILITIES`, `extension` and `begin` before it includes life.h. No memory of its own, no threads, libc alone.
 */
#ifndef REFERENCE_H_
#define REFERENCE_H_

#include <string.h>

#include <baton/baton.h>

#define TEXT(literal) {literal, sizeof(literal) - 1}
/* An empty record; with headers that are newer than a host, what only they know is filled with garbage. */
#ifdef GROWN
#define NEW(record) \
  memset(&record, 0, sizeof record), record.struct_size = sizeof record, \
      record.grown_number = 0xAAAAAAAAAAAAAAAAu, record.grown_text = text("not for this host")
#define NOTHING_GROWN(record, type) \
  if (BATON_HAS(record, type, grown_number)) put_text(" grown", text("a field nobody set"))
#else
#define NEW(record) memset(&record, 0, sizeof record), record.struct_size = sizeof record
#define NOTHING_GROWN(record, type)
#endif

static char page[65536];
static uint64_t page_size;
static const baton_host_t *host;
static const baton_log_t *logger;

static inline baton_str_t text(const char *literal) {
  const baton_str_t made = {literal, strlen(literal)};
  return made;
}

static inline int is(baton_str_t value, const char *wanted) {
  return value.data != NULL && value.size == strlen(wanted) && memcmp(value.data, wanted, value.size) == 0;
}

/* ---- the page ---- */

static inline void put(baton_str_t piece) {
  const uint64_t room = sizeof page - page_size, size = piece.size < room ? piece.size : room;
  if (size != 0) memcpy(page + page_size, piece.data, size);
  page_size += size;
}

static inline void put_text(const char *name, baton_str_t value) {
  put(text(name)), put(text("="));
  put(value.data == NULL ? text("-") : value);
}

static inline void put_number(const char *name, int64_t value) {
  char digits[24], *at = digits + sizeof digits;
  uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
  baton_str_t shown;
  do *--at = (char)('0' + rest % 10);
  while ((rest /= 10) != 0);
  if (value < 0) *--at = '-';
  shown.data = at, shown.size = (uint64_t)(digits + sizeof digits - at);
  put_text(name, shown);
}

static inline void put_bytes(const char *name, baton_bytes_t value) {
  const baton_str_t shown = {(const char *)value.data, value.size};
  put_text(name, shown);
}

#define S(record, field) put_text(" " #field, (record)->field)
#define N(record, field) put_number(" " #field, (int64_t)(record)->field)

/* A new page with this word on it. */
static inline void turn(const char *word) {
  page_size = 0;
  put(text(word));
}

static inline baton_str_t on_page(void) {
  const baton_str_t shown = {page, page_size};
  return shown;
}

static inline void log_page(void) {
  const baton_str_t fields = TEXT("{\"by\": \"reference\"}");
  if (logger != NULL && logger->enabled(host, BATON_LOG_INFO)) logger->write(host, BATON_LOG_INFO, on_page(), fields);
}

/* ---- records that several kinds are given ---- */

static inline void read_call(const baton_call_t *call) {
  NOTHING_GROWN(call, baton_call_t);
  put_number(" hurry", call->budget_ms != 0);
  N(call, attempt), S(call, idempotency_key), S(call, trace_id);
}

static inline void read_identity(const baton_identity_t *identity) {
  NOTHING_GROWN(identity, baton_identity_t);
  put(text(" (identity")), N(identity, kind), S(identity, value), put(text(")"));
}

static inline void read_attachment(const baton_attachment_t *attachment) {
  NOTHING_GROWN(attachment, baton_attachment_t);
  put(text(" (attachment")), N(attachment, kind), S(attachment, blob_id), S(attachment, remote_id);
  S(attachment, media_type), S(attachment, file_name), S(attachment, sha256), N(attachment, size_bytes), put(text(")"));
}

static inline void read_event(const baton_event_t *event) {
  uint32_t i;
  NOTHING_GROWN(event, baton_event_t);
  put(text(" (event")), N(event, kind), N(event, flags), N(event, message_kind), N(event, sequence);
  N(event, occurred_unix_ms), N(event, received_unix_ms), S(event, source_event_id), S(event, message_id);
  S(event, account), S(event, thread_id), S(event, case_id), S(event, author_id), S(event, display_name);
  S(event, text), S(event, language), S(event, quoted_message_id), S(event, button_payload), S(event, callback_key);
  S(event, error_code), S(event, error_text), S(event, referral_json), S(event, attributes_json);
  put_bytes(" raw", event->raw);
  for (i = 0; i < event->identity_count; ++i) read_identity(event->identities[i]);
  for (i = 0; i < event->attachment_count; ++i) read_attachment(event->attachments[i]);
  if (event->previous_identity != NULL) read_identity(event->previous_identity);
  N(event, delivery_status), N(event, error_scope), N(event, error_status), N(event, preference);
  N(event, account_state), N(event, call_outcome), N(event, call_duration_ms), put(text(")"));
}

#endif /* REFERENCE_H_ */
