/* SPDX-License-Identifier: MIT
 * What Pigeon says, and what it must not be understood as.
 */
#include "translate.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static int is_refused(const char *body) {
  message_t message;
  const int refused = read_message(body, strlen(body), &message) != NULL;
  free_message(&message);
  return refused;
}

static void messages(void) {
  static const char kGood[] = "{\"id\": \"m-1\", \"from\": \"+447700900101\", \"name\": \"Maria\", "
                              "\"text\": \"H\xC3\xA9!\", \"sent_at_ms\": 1700000000000, \"new\": 1}";
  static const char *const kBad[] = {
      "", "[]", "nonsense", "{\"id\": \"m\"}",
      "{\"id\": \"\", \"from\": \"+447700900101\", \"text\": \"x\", \"sent_at_ms\": 1}",
      "{\"id\": \"m\", \"from\": \"Maria\", \"text\": \"x\", \"sent_at_ms\": 1}",
      "{\"id\": \"m\", \"from\": \"+447700900101\", \"text\": 7, \"sent_at_ms\": 1}",
      "{\"id\": \"m\", \"from\": \"+447700900101\", \"text\": \"x\", \"sent_at_ms\": \"now\"}",
      "{\"id\": \"m\", \"from\": \"+447700900101\", \"text\": \"x\", \"sent_at_ms\": -1}",
      "{\"id\": \"m\\u0000\", \"from\": \"+447700900101\", \"text\": \"x\", \"sent_at_ms\": 1}",
      "{\"id\": \"m\", \"from\": \"+447700900101\", \"text\": \"\xC0\xAF\", \"sent_at_ms\": 1}"};
  char long_id[700] = "{\"from\": \"+447700900101\", \"text\": \"x\", \"sent_at_ms\": 1, \"id\": \"";
  const size_t begin = strlen(long_id);
  message_t message;
  size_t i;
  expect(read_message(kGood, sizeof kGood - 1, &message) == NULL, "a message is one");
  expect(strcmp(message.id, "m-1") == 0 && strcmp(message.from, "+447700900101") == 0, "who wrote");
  expect(strcmp(message.text, "H\xC3\xA9!") == 0 && strcmp(message.name, "Maria") == 0, "what they wrote");
  expect(message.sent_at_ms == 1700000000000LL, "and when");
  free_message(&message);
  expect(!is_refused("{\"id\": \"m\", \"from\": \"+4477009001\", \"text\": \"\", \"sent_at_ms\": 1}"),
         "a name is not needed");
  for (i = 0; i < sizeof kBad / sizeof *kBad; ++i) expect(is_refused(kBad[i]), kBad[i]);
  memset(long_id + begin, 'x', BATON_ID_MAX_BYTES + 1);
  memcpy(long_id + begin + BATON_ID_MAX_BYTES + 1, "\"}", 3);
  expect(is_refused(long_id), "an id above the host's limit");
}

static int signature_is_read(const char *header) {
  uint8_t bytes[kSignatureBytes];
  return read_signature(header, strlen(header), bytes);
}

static void signatures(void) {
  char good[] = "sha256=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  uint8_t bytes[kSignatureBytes];
  expect(read_signature(good, sizeof good - 1, bytes) && bytes[0] == 0xAA && bytes[31] == 0xAA, "32 bytes");
  expect(!signature_is_read("") && !signature_is_read(good + 7), "the name of the method is missing");
  expect(!signature_is_read("sha1=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), "another method");
  good[10] = 'g';
  expect(!signature_is_read(good), "no digit");
  good[sizeof good - 2] = '\0';
  expect(!signature_is_read(good), "too few");
}

static void answers(void) {
  static const char kTaken[] = "{\"id\": \"p-1\"}";
  char *body = write_message("+1", 2, "a \"b\"\n", 6);
  sent_t sent = read_answer(201, kTaken, sizeof kTaken - 1);
  expect(strcmp(body, "{\"to\":\"+1\",\"text\":\"a \\\"b\\\"\\u000a\"}") == 0, "quotes and line ends are escaped");
  free(body);
  expect(sent.status == BATON_OK && strcmp(sent.remote_id, "p-1") == 0, "a message that went out has an id");
  free(sent.remote_id);
  expect(read_answer(200, "{}", 2).status == BATON_DEADLINE_EXCEEDED, "without one nobody knows");
  expect(read_answer(200, "nonsense", 8).status == BATON_DEADLINE_EXCEEDED, "nor with nonsense");
  expect(read_answer(401, "", 0).scope == BATON_SCOPE_ACCOUNT, "a wrong token stops the account");
  expect(read_answer(404, "", 0).scope == BATON_SCOPE_RECIPIENT, "an unknown number is the recipient's");
  expect(read_answer(422, "", 0).status == BATON_REJECTED, "a refusal is not repeated");
  expect(read_answer(429, "", 0).status == BATON_RATE_LIMITED && read_answer(503, "", 0).status == BATON_UNAVAILABLE,
         "what was not taken may be sent again");
  expect(read_answer(500, "", 0).status == BATON_DEADLINE_EXCEEDED, "what may have been taken is not");
  expect(wait_ms("{\"retry-after\": \"7\"}", 20) == 7000, "seconds to wait");
  expect(wait_ms("", 0) == 0 && wait_ms("{}", 2) == 0 && wait_ms("{\"retry-after\": \"soon\"}", 23) == 0, "no seconds");
}

int main(void) {
  messages();
  signatures();
  answers();
  return done();
}
