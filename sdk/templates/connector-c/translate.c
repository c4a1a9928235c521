/* SPDX-License-Identifier: MIT
 * See translate.h.
 */
#include "translate.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"

enum { kNameMaxBytes = 1000, kSecondsMaxDigits = 6 };

/* E.164: a plus and at most 15 digits. */
static int is_number(const char *text) {
  const size_t size = strlen(text);
  return size >= 6 && size <= 16 && text[0] == '+' && strspn(text + 1, "0123456789") == size - 1;
}

/* The text member; NULL when it is missing, longer than the host takes, or holds a NUL. */
static char *text_of_member(json_t document, const char *name, size_t max_bytes, size_t *size_out) {
  size_t size = 0;
  char *text = json_text(json_member(document, name), &size);
  if (text != NULL && (size > max_bytes || strlen(text) != size)) {
    free(text);
    return NULL;
  }
  if (size_out != NULL) *size_out = size;
  return text;
}

const char *read_message(const char *body, size_t size, message_t *out) {
  const json_t document = json_read(body, size);
  memset(out, 0, sizeof *out);
  if (document.at == NULL || document.at[0] != '{') return "the body is no JSON object";
  out->id = text_of_member(document, "id", BATON_ID_MAX_BYTES, NULL);
  if (out->id == NULL || out->id[0] == '\0') return "/id is missing or too long";
  out->from = text_of_member(document, "from", BATON_ID_MAX_BYTES, NULL);
  if (out->from == NULL || !is_number(out->from)) return "/from is no telephone number";
  out->text = text_of_member(document, "text", BATON_TEXT_MAX_BYTES, &out->text_size);
  if (out->text == NULL) return "/text is missing or too long";
  if (!json_integer(json_member(document, "sent_at_ms"), 0, INT64_MAX, &out->sent_at_ms))
    return "/sent_at_ms is no time";
  out->name = text_of_member(document, "name", kNameMaxBytes, NULL);
  return NULL;
}

void free_message(message_t *message) {
  free(message->id);
  free(message->from);
  free(message->name);
  free(message->text);
  memset(message, 0, sizeof *message);
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

int read_signature(const char *header, size_t size, uint8_t out[kSignatureBytes]) {
  static const char kPrefix[] = "sha256=";
  const size_t prefix = sizeof kPrefix - 1;
  size_t i;
  if (size != prefix + 2 * kSignatureBytes || memcmp(header, kPrefix, prefix) != 0) return 0;
  for (i = 0; i < kSignatureBytes; ++i) {
    const int high = hex_digit(header[prefix + 2 * i]), low = hex_digit(header[prefix + 2 * i + 1]);
    if (high < 0 || low < 0) return 0;
    out[i] = (uint8_t)(high * 16 + low);
  }
  return 1;
}

char *write_message(const char *to, size_t to_size, const char *text, size_t text_size) {
  json_out_t out = {0};
  json_add(&out, "{\"to\":");
  json_add_string(&out, to, to_size);
  json_add(&out, ",\"text\":");
  json_add_string(&out, text, text_size);
  json_add(&out, "}");
  if (!out.failed) return out.data;
  free(out.data);
  return NULL;
}

static sent_t failed(baton_status_t status, const char *why, baton_error_scope_t scope) {
  const sent_t sent = {status, NULL, why, scope};
  return sent;
}

sent_t read_answer(uint32_t http_status, const char *body, size_t size) {
  if (http_status >= 200 && http_status < 300) {
    sent_t sent = {BATON_OK, NULL, "", BATON_SCOPE_MESSAGE};
    sent.remote_id = text_of_member(json_read(body, size), "id", BATON_ID_MAX_BYTES, NULL);
    if (sent.remote_id != NULL && sent.remote_id[0] != '\0') return sent;
    free(sent.remote_id);
    return failed(BATON_DEADLINE_EXCEEDED, "the answer names no message: it may have been sent", BATON_SCOPE_MESSAGE);
  }
  switch (http_status) {
    case 401:
    case 403: return failed(BATON_UNAUTHENTICATED, "pigeon does not take the token", BATON_SCOPE_ACCOUNT);
    case 404: return failed(BATON_NOT_FOUND, "pigeon does not know the number", BATON_SCOPE_RECIPIENT);
    case 429: return failed(BATON_RATE_LIMITED, "pigeon wants us to wait", BATON_SCOPE_MESSAGE);
    case 503: return failed(BATON_UNAVAILABLE, "pigeon took nothing", BATON_SCOPE_MESSAGE);
    default: break;
  }
  if (http_status >= 400 && http_status < 500)
    return failed(BATON_REJECTED, "pigeon refused the message", BATON_SCOPE_MESSAGE);
  /* Nobody knows, so nobody sends again. */
  return failed(BATON_DEADLINE_EXCEEDED, "pigeon failed: it may have been sent", BATON_SCOPE_MESSAGE);
}

uint64_t wait_ms(const char *headers_json, size_t size) {
  char *seconds = text_of_member(json_read(headers_json, size), "retry-after", kSecondsMaxDigits, NULL);
  uint64_t wait = 0;
  if (seconds != NULL && seconds[0] != '\0' && seconds[strspn(seconds, "0123456789")] == '\0')
    wait = (uint64_t)strtoul(seconds, NULL, 10) * 1000;
  free(seconds);
  return wait;
}
