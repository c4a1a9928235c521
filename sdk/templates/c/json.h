/* SPDX-License-Identifier: MIT
 *
 * json.h - reads JSON where it stands, and writes it. Reading makes no tree: a value is a piece of the text, borrowed.
 */
#ifndef JSON_H_
#define JSON_H_

#include <stddef.h>

/* One value, whole, without blanks around it. `at` NULL: there is none. */
typedef struct json {
  const char *at;
  size_t size;
} json_t;

/* The value that the whole text is; none when the text is not JSON (RFC 8259: UTF-8, no half surrogates; at most 32
 * levels deep). What the functions below are given comes from here, so they need not check again. */
json_t json_read(const char *text, size_t size);

/* The first member of an object with that name, which needs no escapes; none when there is none or it is no object. */
json_t json_member(json_t object, const char *name);
/* The item of an array, from 0; none past the end or when it is no array. */
json_t json_item(json_t array, size_t index);

/* A string, decoded, with NUL behind it, freed by free(); *size without the NUL. NULL when it is no string, or there is
 * no memory. */
char *json_text(json_t value, size_t *size);
/* 1 and the number when it is a whole number of the range, else 0. */
int json_integer(json_t value, long long least, long long most, long long *out);

/* A text that grows. Starts as {0}; `data` ends with NUL and is freed by free(). */
typedef struct json_out {
  char *data;
  size_t size, room;
  int failed; /* no memory: what was added since is missing */
} json_out_t;

void json_add(json_out_t *out, const char *literal);
/* As a JSON string, quotes included. The text is UTF-8. */
void json_add_string(json_out_t *out, const char *text, size_t size);

#endif /* JSON_H_ */
