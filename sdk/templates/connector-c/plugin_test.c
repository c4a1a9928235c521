/* SPDX-License-Identifier: MIT
 * The whole plugin through its tables, as a host drives it.
 */
#include "test_host.h"

static const char kSettings[] =
    "{\"api_base\": \"https://pigeon.example.com\", \"account\": \"main\", \"token\": \"${secret:token}\", "
    "\"signing_secret\": \"${secret:signing_secret}\"}";
static const char kMessage[] =
    "{\"id\": \"m-1\", \"from\": \"+447700900101\", \"name\": \"Maria\", \"text\": \"Hello\", "
    "\"sent_at_ms\": 1700000000000}";
static const char kGood[] = "sha256=2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a";
static const char kWrong[] = "sha256=0000000000000000000000000000000000000000000000000000000000000000";

static struct {
  uint32_t events, http_status;
  int is_message;
  unsigned receipts;
  baton_op_id_t delivered_op;
  int has_id;
  unsigned requests;
  int is_post;
  char headers[400], body[400];
} seen;

static void keep(char *target, size_t room, const void *data, uint64_t size) {
  const size_t fitting = size < room - 1 ? (size_t)size : room - 1;
  memcpy(target, data, fitting);
  target[fitting] = '\0';
}

static void BATON_CALL on_accepted(const baton_host_t *host, baton_op_id_t op_id, const baton_batch_t *batch) {
  (void)host;
  (void)op_id;
  seen.events = batch->event_count;
  seen.http_status = batch->http_status;
  if (batch->event_count != 1) return;
  seen.is_message = is(batch->events[0]->source_event_id, "m-1") && is(batch->events[0]->text, "Hello") &&
                    is(batch->events[0]->account, "main") &&
                    is(batch->events[0]->identities[0]->value, "+447700900101");
}

static void BATON_CALL on_delivered(const baton_host_t *host, baton_op_id_t op_id, const baton_receipt_t *receipt) {
  (void)host;
  ++seen.receipts;
  seen.delivered_op = op_id;
  seen.has_id = is(receipt->remote_message_id, "p-1");
}

/* Believes 32 bytes of 0x2a under the name of the secret. */
static baton_status_t BATON_CALL verify(const baton_host_t *host, baton_signature_algorithm_t algorithm,
                                        baton_str_t name, baton_bytes_t data, baton_bytes_t expected) {
  (void)host;
  if (algorithm != BATON_SIGNATURE_HMAC_SHA256 || data.size == 0) return BATON_INVALID_ARGUMENT;
  if (!is(name, "signing_secret")) return BATON_NOT_FOUND;
  if (expected.size != 32 || expected.data[0] != 0x2a || expected.data[31] != 0x2a) return BATON_PERMISSION_DENIED;
  return BATON_OK;
}

static baton_status_t BATON_CALL sign(const baton_host_t *host, baton_signature_algorithm_t algorithm, baton_str_t name,
                                      baton_bytes_t data, uint8_t *out) {
  (void)host;
  (void)algorithm;
  (void)name;
  (void)data;
  (void)out;
  return BATON_NOT_SUPPORTED;
}

static baton_status_t BATON_CALL http_send(const baton_host_t *host, const baton_http_request_t *request,
                                           baton_op_id_t *op_id, baton_error_t *err) {
  (void)host;
  (void)err;
  *op_id = 1000 + ++seen.requests;
  seen.is_post = is(request->method, "POST") && is(request->url, "https://pigeon.example.com/messages");
  keep(seen.headers, sizeof seen.headers, request->headers_json.data, request->headers_json.size);
  keep(seen.body, sizeof seen.body, request->body.data, request->body.size);
  return BATON_OK;
}

static void BATON_CALL http_cancel(const baton_host_t *host, baton_op_id_t op_id) {
  (void)host;
  (void)op_id;
}

static const void *test_table(const char *id) {
  static const baton_host_connector_t kAnswers = {on_accepted, on_delivered};
  static const baton_signature_t kSignatures = {verify, sign};
  static const baton_http_t kHttp = {http_send, http_cancel};
  if (strcmp(id, BATON_HOST_CONNECTOR) == 0) return &kAnswers;
  if (strcmp(id, BATON_SIGNATURE) == 0) return &kSignatures;
  return strcmp(id, BATON_HTTP) == 0 ? &kHttp : NULL;
}

static void receive(const baton_instance_t *instance, const char *method, const char *signature, const char *body) {
  const baton_connector_t *table = (const baton_connector_t *)instance->get_extension(instance, BATON_CONNECTOR);
  const baton_header_t headers[] = {{text("content-type"), text("application/json")},
                                    {text("x-pigeon-signature"), text(signature)}};
  const baton_call_t call = call_of(5);
  baton_error_t err = empty_error();
  baton_webhook_t webhook;
  memset(&webhook, 0, sizeof webhook);
  webhook.struct_size = sizeof webhook;
  webhook.method = text(method);
  webhook.headers = headers;
  webhook.header_count = *signature == '\0' ? 1 : 2;
  webhook.body.data = (const uint8_t *)body;
  webhook.body.size = strlen(body);
  memset(&seen, 0, sizeof seen);
  expect(table->receive(instance, &call, &webhook, &err) == BATON_OK, "also a refusal is an answer");
}

static baton_status_t deliver(const baton_instance_t *instance, baton_outbound_kind_t kind,
                              baton_identity_kind_t known) {
  const baton_connector_t *table = (const baton_connector_t *)instance->get_extension(instance, BATON_CONNECTOR);
  const baton_identity_t identity = {sizeof identity, known, text("+447700900101")};
  const baton_identity_t *const recipients[] = {&identity};
  const baton_call_t call = call_of(7);
  baton_error_t err = empty_error();
  baton_outbound_t outbound;
  memset(&outbound, 0, sizeof outbound);
  outbound.struct_size = sizeof outbound;
  outbound.kind = kind;
  outbound.text = text("Good morning");
  outbound.recipients = recipients;
  outbound.recipient_count = 1;
  return table->deliver(instance, &call, &outbound, &err);
}

/* Pigeon answers the latest request; status 0: no answer came. */
static void answer(const baton_instance_t *instance, uint32_t http_status, const char *body) {
  const baton_http_client_t *table = (const baton_http_client_t *)instance->get_extension(instance, BATON_HTTP_CLIENT);
  baton_error_t lost = empty_error();
  baton_http_response_t response;
  memset(&response, 0, sizeof response);
  lost.status = BATON_DEADLINE_EXCEEDED;
  response.struct_size = sizeof response;
  response.http_status = http_status;
  response.body.data = (const uint8_t *)body;
  response.body.size = strlen(body);
  if (http_status == 0) response.error = &lost;
  table->on_response(instance, 1000 + seen.requests, &response);
}

static void in(const baton_instance_t *instance) {
  receive(instance, "POST", kGood, kMessage);
  expect(seen.events == 1 && seen.http_status == 0 && seen.is_message, "a signed message is an event");
  receive(instance, "POST", kWrong, kMessage);
  expect(seen.events == 0 && seen.http_status == 401, "what is wrongly signed is not believed");
  receive(instance, "POST", "", kMessage);
  expect(seen.events == 0 && seen.http_status == 401, "nor what is not signed");
  receive(instance, "POST", kGood, "{}");
  expect(seen.events == 0 && seen.http_status == 400, "what is no message is refused");
  receive(instance, "GET", kGood, "");
  expect(seen.http_status == 405, "and what is not posted");
}

static void out(const baton_instance_t *instance) {
  memset(&seen, 0, sizeof seen);
  expect(deliver(instance, BATON_OUTBOUND_MESSAGE, BATON_IDENTITY_PHONE) == BATON_PENDING, "a send takes its time");
  expect(seen.requests == 1 && seen.is_post, "it goes to the API");
  expect(strstr(seen.headers, "Bearer ${secret:token}") && strstr(seen.headers, "key-1"), "by token and key");
  expect(strstr(seen.body, "Good morning") && strstr(seen.body, "+447700900101"), "with the words and the number");
  answer(instance, 201, "{\"id\": \"p-1\"}");
  expect(seen.receipts == 1 && seen.delivered_op == 7 && seen.has_id, "and has an id");
  answer(instance, 201, "{\"id\": \"p-1\"}");
  expect(seen.receipts == 1, "a second answer ends nothing");
  deliver(instance, BATON_OUTBOUND_MESSAGE, BATON_IDENTITY_PHONE);
  answer(instance, 422, "");
  expect(told.failure.status == BATON_REJECTED && memcmp(told.failure.code, "422", 3) == 0, "refused");
  deliver(instance, BATON_OUTBOUND_MESSAGE, BATON_IDENTITY_PHONE);
  answer(instance, 0, "");
  expect(told.failures == 2 && told.failure.status == BATON_DEADLINE_EXCEEDED, "a lost answer stays unknown");
  expect(deliver(instance, BATON_OUTBOUND_TYPING, BATON_IDENTITY_PHONE) == BATON_NOT_SUPPORTED, "no typing");
  expect(deliver(instance, BATON_OUTBOUND_MESSAGE, BATON_IDENTITY_EMAIL) == BATON_NOT_FOUND, "no number, no message");
  expect(seen.requests == 3, "what cannot be sent leaves nothing");
  deliver(instance, BATON_OUTBOUND_MESSAGE, BATON_IDENTITY_PHONE); /* and is forgotten at the end */
}

int main(void) {
  const baton_instance_t *instance = started(BATON_CONNECTOR_FACTORY, kSettings);
  in(instance);
  out(instance);
  ended(instance);
  expect(created(BATON_CONNECTOR_FACTORY, "{\"api_base\": \"x\"}") == NULL, "wrong settings make no instance");
  return done();
}
