/* SPDX-License-Identifier: MIT
 *
 * translate.h - Pigeon's words into Baton's and back. No host and no network, so that every odd payload is one test.
 */
#ifndef TRANSLATE_H_
#define TRANSLATE_H_

#include <baton/types.h>

/* One message of a customer; freed by free_message(). */
typedef struct message {
  char *id;
  char *from; /* "+447700900101" */
  char *name; /* as the customer calls themselves; NULL when they do not */
  char *text;
  size_t text_size;
  long long sent_at_ms;
} message_t;

/* NULL when the body is a message, else what is wrong with it: for the operator's log, without a customer's words.
 * `out` is to be freed in both cases. */
const char *read_message(const char *body, size_t size, message_t *out);
void free_message(message_t *message);

enum { kSignatureBytes = 32 };
/* The bytes of "sha256=HEX"; 0 when it is anything else. */
int read_signature(const char *header, size_t size, uint8_t out[kSignatureBytes]);

/* The body of POST /messages; freed by free(). NULL when there is no memory. */
char *write_message(const char *to, size_t to_size, const char *text, size_t text_size);

/* What became of a send, by Pigeon's answer. `why`, `scope` where it did not go well; remote_id is freed by free(). */
typedef struct sent {
  baton_status_t status;
  char *remote_id;
  const char *why;
  baton_error_scope_t scope;
} sent_t;

sent_t read_answer(uint32_t http_status, const char *body, size_t size);

/* How long Pigeon asks us to wait, by the answer's headers ({"retry-after": "7"}); 0 when it does not say. */
uint64_t wait_ms(const char *headers_json, size_t size);

#endif /* TRANSLATE_H_ */
