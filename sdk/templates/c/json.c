/* SPDX-License-Identifier: MIT
 *
 * json.c - see json.h.
 */
#include "json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { kDeepest = 32 };

/* Where reading stands. Every function that reads a part returns 0 when it is not there. */
typedef struct cursor {
  const char *at, *end;
} cursor_t;

static int peek(const cursor_t *c) { return c->at < c->end ? (unsigned char)*c->at : -1; }

static int take(cursor_t *c, char wanted) {
  if (peek(c) != (unsigned char)wanted) return 0;
  ++c->at;
  return 1;
}

static void blanks(cursor_t *c) {
  while (peek(c) == ' ' || peek(c) == '\t' || peek(c) == '\n' || peek(c) == '\r') ++c->at;
}

static int literal(cursor_t *c, const char *word) {
  const size_t size = strlen(word);
  if ((size_t)(c->end - c->at) < size || memcmp(c->at, word, size) != 0) return 0;
  c->at += size;
  return 1;
}

static int digits(cursor_t *c) {
  const char *begin = c->at;
  while (peek(c) >= '0' && peek(c) <= '9') ++c->at;
  return c->at > begin;
}

static int number(cursor_t *c) {
  take(c, '-');
  if (!take(c, '0') && !digits(c)) return 0;
  if (take(c, '.') && !digits(c)) return 0;
  if (take(c, 'e') || take(c, 'E')) {
    if (!take(c, '+')) take(c, '-');
    return digits(c);
  }
  return 1;
}

static int hex4(cursor_t *c, uint32_t *unit) {
  int i;
  *unit = 0;
  for (i = 0; i < 4; ++i, ++c->at) {
    const int d = peek(c);
    if (d >= '0' && d <= '9') *unit = *unit * 16 + (uint32_t)(d - '0');
    else if (d >= 'a' && d <= 'f') *unit = *unit * 16 + (uint32_t)(d - 'a' + 10);
    else if (d >= 'A' && d <= 'F') *unit = *unit * 16 + (uint32_t)(d - 'A' + 10);
    else return 0;
  }
  return 1;
}

/* Behind "\u": one code point, of two halves where it has them. */
static int escaped_point(cursor_t *c, uint32_t *point) {
  uint32_t low;
  if (!hex4(c, point)) return 0;
  if (*point >= 0xDC00 && *point <= 0xDFFF) return 0;
  if (*point < 0xD800 || *point > 0xDBFF) return 1;
  if (!take(c, '\\') || !take(c, 'u') || !hex4(c, &low) || low < 0xDC00 || low > 0xDFFF) return 0;
  *point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
  return 1;
}

static size_t encode(uint32_t point, char *out) {
  if (point < 0x80) {
    out[0] = (char)point;
    return 1;
  }
  if (point < 0x800) {
    out[0] = (char)(0xC0 | point >> 6);
    out[1] = (char)(0x80 | (point & 0x3F));
    return 2;
  }
  if (point < 0x10000) {
    out[0] = (char)(0xE0 | point >> 12);
    out[1] = (char)(0x80 | (point >> 6 & 0x3F));
    out[2] = (char)(0x80 | (point & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | point >> 18);
  out[1] = (char)(0x80 | (point >> 12 & 0x3F));
  out[2] = (char)(0x80 | (point >> 6 & 0x3F));
  out[3] = (char)(0x80 | (point & 0x3F));
  return 4;
}

/* A string with its quotes. What it says goes to `out`, where that is not NULL, and is never longer than the string. */
static int string(cursor_t *c, char *out, size_t *size) {
  static const char kEscapes[] = "\"\\/bfnrt", kMeans[] = "\"\\/\b\f\n\r\t";
  char point_bytes[4];
  size_t length = 0;
  if (!take(c, '"')) return 0;
  while (!take(c, '"')) {
    const int byte = peek(c);
    size_t more = 1;
    if (byte < 0x20) return 0; /* a control character, or the end */
    point_bytes[0] = (char)byte;
    ++c->at;
    if (byte == '\\') {
      const char *known = peek(c) > 0 ? strchr(kEscapes, peek(c)) : NULL;
      uint32_t point;
      if (known != NULL) {
        point_bytes[0] = kMeans[known - kEscapes];
        ++c->at;
      } else if (take(c, 'u') && escaped_point(c, &point)) {
        more = encode(point, point_bytes);
      } else {
        return 0;
      }
    }
    if (out != NULL) memcpy(out + length, point_bytes, more);
    length += more;
  }
  if (size != NULL) *size = length;
  return 1;
}

static int value(cursor_t *c, int depth);

static int members(cursor_t *c, int depth) {
  blanks(c);
  if (take(c, '}')) return 1;
  do {
    blanks(c);
    if (!string(c, NULL, NULL)) return 0;
    blanks(c);
    if (!take(c, ':') || !value(c, depth)) return 0;
  } while (take(c, ','));
  return take(c, '}');
}

static int items(cursor_t *c, int depth) {
  blanks(c);
  if (take(c, ']')) return 1;
  do {
    if (!value(c, depth)) return 0;
  } while (take(c, ','));
  return take(c, ']');
}

/* One value with the blanks around it. */
static int value(cursor_t *c, int depth) {
  int good;
  blanks(c);
  if (depth > kDeepest) return 0;
  if (take(c, '{')) good = members(c, depth + 1);
  else if (take(c, '[')) good = items(c, depth + 1);
  else if (peek(c) == '"') good = string(c, NULL, NULL);
  else good = literal(c, "true") || literal(c, "false") || literal(c, "null") || number(c);
  blanks(c);
  return good;
}

/* RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
static int is_utf8(const char *text, size_t size) {
  const unsigned char *at = (const unsigned char *)text, *end = at + size;
  while (at < end) {
    const unsigned char first = *at++;
    const int more = first < 0x80 ? 0 : first >= 0xC2 && first < 0xE0 ? 1 : first >= 0xE0 && first < 0xF0 ? 2
                   : first >= 0xF0 && first < 0xF5 ? 3 : -1;
    int i;
    if (more < 0 || end - at < more) return 0;
    if (first == 0xE0 && at[0] < 0xA0) return 0;
    if (first == 0xED && at[0] > 0x9F) return 0;
    if (first == 0xF0 && at[0] < 0x90) return 0;
    if (first == 0xF4 && at[0] > 0x8F) return 0;
    for (i = 0; i < more; ++i)
      if ((*at++ & 0xC0) != 0x80) return 0;
  }
  return 1;
}

static json_t none(void) {
  const json_t nothing = {NULL, 0};
  return nothing;
}

/* The next value of a text that is known to be good. */
static json_t next(cursor_t *c) {
  json_t found;
  blanks(c);
  found.at = c->at;
  value(c, 0);
  found.size = (size_t)(c->at - found.at);
  while (found.size > 0 && strchr(" \t\n\r", found.at[found.size - 1]) != NULL) --found.size;
  return found;
}

json_t json_read(const char *text, size_t size) {
  cursor_t checking = {text, text + size}, reading = {text, text + size};
  if (size == 0 || !is_utf8(text, size) || !value(&checking, 0) || checking.at != checking.end) return none();
  return next(&reading);
}

json_t json_member(json_t object, const char *name) {
  cursor_t c = {object.at, object.at + object.size};
  const size_t size = strlen(name);
  if (object.at == NULL || !take(&c, '{')) return none();
  blanks(&c);
  while (peek(&c) == '"') {
    const char *key = c.at + 1;
    json_t found;
    int wanted;
    string(&c, NULL, NULL);
    wanted = (size_t)(c.at - 1 - key) == size && memcmp(key, name, size) == 0;
    blanks(&c);
    take(&c, ':');
    found = next(&c);
    if (wanted) return found;
    take(&c, ',');
    blanks(&c);
  }
  return none();
}

json_t json_item(json_t array, size_t index) {
  cursor_t c = {array.at, array.at + array.size};
  if (array.at == NULL || !take(&c, '[')) return none();
  blanks(&c);
  while (peek(&c) >= 0 && peek(&c) != ']') {
    const json_t found = next(&c);
    if (index-- == 0) return found;
    take(&c, ',');
  }
  return none();
}

char *json_text(json_t from, size_t *size) {
  cursor_t c = {from.at, from.at + from.size};
  size_t length = 0;
  char *text;
  if (from.at == NULL || peek(&c) != '"') return NULL;
  text = (char *)malloc(from.size);
  if (text == NULL) return NULL;
  string(&c, text, &length);
  text[length] = '\0';
  if (size != NULL) *size = length;
  return text;
}

int json_integer(json_t from, long long least, long long most, long long *out) {
  char copy[24];
  char *end;
  long long read;
  if (from.at == NULL || from.size >= 20 || memchr("-0123456789", from.at[0], 11) == NULL) return 0;
  memcpy(copy, from.at, from.size);
  copy[from.size] = '\0';
  read = strtoll(copy, &end, 10); /* fewer than 20 characters fit, or stand at the end of the range */
  if (*end != '\0' || read < least || read > most) return 0;
  *out = read;
  return 1;
}

static void add(json_out_t *out, const char *bytes, size_t size) {
  if (out->failed) return;
  if (out->room - out->size <= size) {
    const size_t room = (out->size + size + 64) * 2;
    char *larger = (char *)realloc(out->data, room);
    if (larger == NULL) {
      out->failed = 1;
      return;
    }
    out->data = larger;
    out->room = room;
  }
  memcpy(out->data + out->size, bytes, size);
  out->size += size;
  out->data[out->size] = '\0';
}

void json_add(json_out_t *out, const char *text) { add(out, text, strlen(text)); }

void json_add_string(json_out_t *out, const char *text, size_t size) {
  static const char kHex[] = "0123456789abcdef";
  size_t i;
  add(out, "\"", 1);
  for (i = 0; i < size; ++i) {
    const unsigned char byte = (unsigned char)text[i];
    if (byte == '"' || byte == '\\') {
      add(out, "\\", 1);
      add(out, text + i, 1);
    } else if (byte < 0x20) {
      const char escaped[6] = {'\\', 'u', '0', '0', kHex[byte >> 4], kHex[byte & 15]};
      add(out, escaped, sizeof escaped);
    } else {
      add(out, text + i, 1);
    }
  }
  add(out, "\"", 1);
}
