/* SPDX-License-Identifier: MIT
 * What comes from outside is JSON only when it is, and says what it says.
 */
#include "json.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static int is_json(const char *text) { return json_read(text, strlen(text)).at != NULL; }

static int says(json_t value, const char *wanted, size_t wanted_size) {
  size_t size = 0;
  char *text = json_text(value, &size);
  const int same = text != NULL && size == wanted_size && memcmp(text, wanted, size) == 0;
  free(text);
  return same;
}

static void what_is_json(void) {
  static const char *const good[] = {"{}", " [1, -2.5e+3, true, null]\n", "\"\\ud83d\\ude00\"",
                                     "{\"a\": {\"b\": []}}", "0"};
  static const char *const bad[] = {
      "", " ", "{", "[1,]", "{\"a\" 1}", "{a: 1}", "01", "1.", "tru", "\"\\x\"", "\"\\ud83d\"", "\"\\ude00\"",
      "\"a\nb\"", "1 2", "\"\xC0\xAF\"", "\"\xED\xA0\x80\"", "\"\xF5\x80\x80\x80\"", "\"\xE2\x82"};
  char deep[200];
  size_t i;
  for (i = 0; i < sizeof good / sizeof *good; ++i) expect(is_json(good[i]), good[i]);
  for (i = 0; i < sizeof bad / sizeof *bad; ++i) expect(!is_json(bad[i]), bad[i]);
  memset(deep, '[', 100);
  memset(deep + 100, ']', 100);
  expect(json_read(deep, sizeof deep).at == NULL, "what is nested too deeply is refused, not followed");
}

static void what_it_says(void) {
  const char *text = "{\"first\": \"a\\u00e9\\n\\\"\", \"deep\": {\"first\": 7}, "
                     "\"list\": [ \"x\" , 12 ] , \"first\": 9}";
  const json_t all = json_read(text, strlen(text));
  long long number = 0;
  expect(says(json_member(all, "first"), "a\xC3\xA9\n\"", 5), "the first of two members, decoded");
  expect(json_integer(json_member(json_member(all, "deep"), "first"), 0, 10, &number) && number == 7, "one inside");
  expect(says(json_item(json_member(all, "list"), 0), "x", 1), "an item without its blanks");
  expect(json_integer(json_item(json_member(all, "list"), 1), 0, 100, &number) && number == 12, "the last item");
  expect(json_item(json_member(all, "list"), 2).at == NULL, "nothing past the end");
  expect(json_member(all, "second").at == NULL, "no such member");
  expect(json_member(json_member(all, "list"), "x").at == NULL, "a list has no members");
  expect(json_text(json_member(all, "deep"), NULL) == NULL, "an object is no text");
}

static void numbers_in_range(void) {
  static const char *const bad[] = {"1.5", "1e3", "\"1\"", "11", "-1", "99999999999999999999", "true"};
  long long number = -7;
  size_t i;
  for (i = 0; i < sizeof bad / sizeof *bad; ++i)
    expect(!json_integer(json_read(bad[i], strlen(bad[i])), 0, 10, &number), bad[i]);
  expect(number == -7, "what is refused changes nothing");
}

static void what_is_written_is_read_again(void) {
  const char text[] = "line\n\"quoted\" \\ \x01 \xE2\x82\xAC";
  json_out_t out = {0};
  json_add(&out, "{\"text\": ");
  json_add_string(&out, text, sizeof text - 1);
  json_add(&out, "}");
  expect(!out.failed && says(json_member(json_read(out.data, out.size), "text"), text, sizeof text - 1), out.data);
  free(out.data);
}

int main(void) {
  what_is_json();
  what_it_says();
  numbers_in_range();
  what_is_written_is_read_again();
  return done();
}
