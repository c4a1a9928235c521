/* SPDX-License-Identifier: MIT
 *
 * connector.c - a connector that says what it was shown, and uses each service when it is told to: what it shall send
 * is the word of one of `kErrands`, or anything else.
 */
#include "answers.h"
#include "reads_outbound.h"

#define PLUGIN_ID "com.example.reference-connector"
#define FACTORY BATON_CONNECTOR_FACTORY
#define SCHEMA \
  "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{" \
  "\"base_url\":{\"type\":\"string\",\"format\":\"uri\"},\"token\":{\"type\":\"string\",\"format\":\"baton-secret\"}}}"
#define CAPABILITIES \
  "[\"baton.http/1\",\"baton.timers/1\",\"baton.secrets/1\",\"baton.signature/1\",\"baton.blob/1\",\"baton.kv/1\"," \
  "\"baton.emit/1\",\"baton.metrics/1\"]"

static const baton_host_calls_t *calls;
static const baton_clock_t *clocks;
static const baton_timers_t *timers;
static const baton_http_t *http;
static const baton_secrets_t *secrets;
static const baton_signature_t *signatures;
static const baton_blob_t *blobs;
static const baton_kv_t *kv;
static const baton_emit_t *emits;
static const baton_metrics_t *metrics;

static baton_op_id_t waiting, asked; /* one errand at a time: whose end waits, and what it waits for */
static uint32_t metric;

/* ---- errands: BATON_OK when the page holds the answer ---- */

static baton_status_t run_clock(const baton_call_t *call, baton_error_t *err) {
  (void)call, (void)err;
  put_number(" now", clocks->now_unix_ms(host)), put_number(" steady", (int64_t)clocks->monotonic_ms(host));
  return BATON_OK;
}

static baton_status_t run_timer(const baton_call_t *call, baton_error_t *err) {
  (void)call, (void)err;
  return timers->arm(host, 1000, 42, &asked) == BATON_OK ? BATON_PENDING : BATON_UNAVAILABLE;
}

static baton_status_t run_disarm(const baton_call_t *call, baton_error_t *err) {
  baton_op_id_t never = 0;
  (void)call, (void)err;
  put_number(" armed", timers->arm(host, 1000, 43, &never)), timers->disarm(host, never);
  return BATON_OK;
}

static baton_status_t run_http(const baton_call_t *call, baton_error_t *err) {
  baton_http_part_t field, file;
  const baton_http_part_t *parts[2] = {&field, &file};
  baton_http_request_t request;
  (void)call;
  NEW(field), NEW(file), NEW(request);
  field.name = text("kind"), field.data.data = (const uint8_t *)"note", field.data.size = 4;
  file.name = text("file"), file.file_name = text("a.txt"), file.content_type = text("text/plain");
  file.data.data = (const uint8_t *)"content", file.data.size = 7;
  request.budget_ms = 5000, request.method = text("POST"), request.url = text("https://api.example.com/v1/send?x=1");
  request.headers_json = text("{\"Authorization\": \"Bearer ${secret:token}\", \"X-Kind\": \"reference\"}");
  request.parts = parts, request.part_count = 2, request.max_response_bytes = 4096;
  return http->send(host, &request, &asked, err) == BATON_OK ? BATON_PENDING : BATON_UNAVAILABLE;
}

static baton_status_t run_secrets(const baton_call_t *call, baton_error_t *err) {
  (void)call, (void)err;
  put_number(" token", secrets->exists(host, text("token")));
  put_number(" other", secrets->exists(host, text("other")));
  put_number(" versions", secrets->version(host, text("token")) > 0);
  put_number(" none", (int64_t)secrets->version(host, text("other")));
  return BATON_OK;
}

static baton_status_t run_sign(const baton_call_t *call, baton_error_t *err) {
  static const char kHex[] = "0123456789abcdef";
  const baton_bytes_t data = {(const uint8_t *)"sign this", 9};
  uint8_t made[BATON_SIGNATURE_BYTES];
  char hex[2 * BATON_SIGNATURE_BYTES];
  const baton_str_t shown = {hex, sizeof hex};
  baton_bytes_t expected = {made, sizeof made};
  const baton_status_t status = signatures->sign(host, BATON_SIGNATURE_HMAC_SHA256, text("token"), data, made);
  uint32_t i;
  (void)call, (void)err;
  if (status != BATON_OK) return status;
  for (i = 0; i < sizeof made; ++i) hex[2 * i] = kHex[made[i] >> 4], hex[2 * i + 1] = kHex[made[i] & 15];
  put_text(" signature", shown);
  put_number(" right", signatures->verify(host, BATON_SIGNATURE_HMAC_SHA256, text("token"), data, expected));
  made[0] ^= 1;
  put_number(" wrong", signatures->verify(host, BATON_SIGNATURE_HMAC_SHA256, text("token"), data, expected));
  put_number(" nameless", signatures->verify(host, BATON_SIGNATURE_HMAC_SHA256, text("other"), data, expected));
  return BATON_OK;
}

/* `bytes` as a blob; its id in `id`, its size there in `size`. */
static baton_status_t keep(baton_bytes_t bytes, char *id, uint64_t room, uint64_t *size, baton_error_t *err) {
  baton_op_id_t write = 0;
  baton_status_t status = blobs->create(host, &write, err);
  if (status == BATON_OK) status = blobs->append(host, write, bytes, err);
  return status == BATON_OK ? blobs->finish(host, write, id, room, size, err) : status;
}

static baton_status_t run_blob(const baton_call_t *call, baton_error_t *err) {
  const baton_bytes_t bytes = {(const uint8_t *)"a blob's bytes", 14};
  char id[BATON_ID_MAX_BYTES];
  uint8_t back[64];
  uint64_t id_size = 0, size = 0, read = 0;
  baton_bytes_t got = {back, 0};
  baton_str_t name = {id, 0};
  const baton_status_t status = keep(bytes, id, sizeof id, &id_size, err);
  (void)call;
  if (status != BATON_OK) return status;
  name.size = id_size;
  put_number(" size_is", blobs->size(host, name, &size)), put_number(" size", (int64_t)size);
  put_number(" read_is", blobs->read(host, name, 2, back, sizeof back, &read));
  got.size = read;
  put_bytes(" read", got), put_number(" none", blobs->size(host, text("no such blob"), &size));
  return BATON_OK;
}

static baton_status_t run_fail(const baton_call_t *call, baton_error_t *err) {
  baton_error_t error;
  (void)err;
  NEW(error);
  error.status = BATON_RATE_LIMITED, error.retry_after_ms = 1500, error.scope = BATON_SCOPE_PAIR;
  error.message_size = 8, memcpy(error.message, "too fast", 8);
  error.code_size = 6, memcpy(error.code, "131056", 6);
  calls->progress(host, call->op_id, 500, text("half way"));
  calls->fail(host, call->op_id, &error);
  return BATON_PENDING;
}

static baton_status_t run_refuse(const baton_call_t *call, baton_error_t *err) {
  (void)call;
  err->status = BATON_REJECTED, err->scope = BATON_SCOPE_TEMPLATE;
  err->message_size = 2, memcpy(err->message, "no", 2);
  return BATON_REJECTED;
}

static baton_status_t run_wait(const baton_call_t *call, baton_error_t *err) {
  (void)err;
  turn("waits"), put_number(" given_up", calls->is_cancelled(host, call->op_id)), log_page();
  return BATON_PENDING; /* until somebody gives up */
}

static baton_status_t run_kv(const baton_call_t *call, baton_error_t *err) {
  const baton_kv_write_t writes[2] = {{TEXT("place"), {(const uint8_t *)"17", 2}, 0},
                                      {TEXT("gone"), {NULL, 0}, UINT64_MAX}};
  uint8_t value[8];
  uint64_t size = 0, revision = 0;
  (void)call;
  if (kv == NULL) return put(text(" no kv")), BATON_OK;
  turn("kv"), put_number(" get", kv->get(host, text("place"), value, sizeof value, &size, &revision));
  return kv->commit(host, writes, 2, &asked, err) == BATON_OK ? BATON_PENDING : BATON_UNAVAILABLE;
}

static void emit_batch(const baton_batch_t *batch, baton_op_id_t op) {
  (void)op;
  emits->emit(host, batch->events, batch->event_count, batch->cursor_name, batch->next_cursor, &asked, NULL);
}

static baton_status_t run_emit(const baton_call_t *call, baton_error_t *err) {
  (void)err;
  if (emits == NULL) return put(text(" no emit")), BATON_OK;
  with_batch(emit_batch, call->op_id);
  return BATON_PENDING;
}

static baton_status_t run_metric(const baton_call_t *call, baton_error_t *err) {
  uint32_t late = 0;
  (void)call, (void)err;
  if (metrics == NULL) return put(text(" no metrics")), BATON_OK;
  metrics->record(host, metric, 2.5);
  put_number(" late", metrics->define(host, BATON_METRIC_GAUGE, text("late"), text(""), text(""), &late));
  return BATON_OK;
}

static const struct {
  const char *word;
  baton_status_t (*run)(const baton_call_t *call, baton_error_t *err);
} kErrands[] = {{"clock", run_clock}, {"timer", run_timer}, {"disarm", run_disarm}, {"http", run_http},
                {"secrets", run_secrets},
                {"sign", run_sign}, {"blob", run_blob}, {"fail", run_fail}, {"refuse", run_refuse},
                {"wait", run_wait}, {"kv", run_kv}, {"emit", run_emit}, {"metric", run_metric}};

/* ---- what the host asks ---- */

static void accept_batch(const baton_batch_t *batch, baton_op_id_t op) { results->accepted(host, op, batch); }

static baton_status_t BATON_CALL receive(const baton_instance_t *self, const baton_call_t *call,
                                         const baton_webhook_t *webhook, baton_error_t *err) {
  baton_bytes_t given = {NULL, 0};
  uint32_t i;
  (void)self, (void)err;
  for (i = 0; i < webhook->header_count; ++i)
    if (is(webhook->headers[i].name, "x-signature")) {
      given.data = (const uint8_t *)webhook->headers[i].value.data;
      given.size = webhook->headers[i].value.size;
    }
  turn("asked"), read_call(call), read_webhook(webhook);
  put_number(" signed", signatures->verify(host, BATON_SIGNATURE_HMAC_SHA256, text("token"), webhook->body, given));
  with_batch(accept_batch, call->op_id);
  return BATON_OK;
}

static baton_status_t BATON_CALL poll(const baton_instance_t *self, const baton_call_t *call, baton_str_t cursor_name,
                                      baton_str_t cursor, baton_error_t *err) {
  (void)self, (void)err;
  turn("asked"), read_call(call), put_text(" cursor_name", cursor_name), put_text(" cursor", cursor);
  with_batch(accept_batch, call->op_id);
  return BATON_OK;
}

static baton_status_t BATON_CALL deliver(const baton_instance_t *self, const baton_call_t *call,
                                         const baton_outbound_t *outbound, baton_error_t *err) {
  baton_status_t status = BATON_OK;
  uint32_t i;
  (void)self;
  turn("asked"), read_call(call), read_outbound(outbound);
  for (i = 0; i < sizeof kErrands / sizeof *kErrands; ++i)
    if (is(outbound->text, kErrands[i].word)) {
      turn(kErrands[i].word);
      waiting = call->op_id;
      status = kErrands[i].run(call, err);
    }
  if (status == BATON_OK) deliver_page(call->op_id);
  return status;
}

static baton_status_t BATON_CALL lookup(const baton_instance_t *self, const baton_call_t *call,
                                        const baton_outbound_t *outbound, baton_error_t *err) {
  (void)self, (void)err;
  turn("looked"), read_call(call), put(text(" for ")), put(outbound->message_id);
  lookups->looked_up(host, call->op_id, BATON_LOOKUP_SENT, on_page());
  return BATON_OK;
}

static baton_status_t BATON_CALL list(const baton_instance_t *self, const baton_call_t *call, baton_error_t *err) {
  (void)self, (void)err;
  list_templates(call->op_id);
  return BATON_OK;
}

static baton_status_t BATON_CALL fetch(const baton_instance_t *self, const baton_call_t *call,
                                       const baton_attachment_t *attachment, baton_error_t *err) {
  char id[BATON_ID_MAX_BYTES];
  uint64_t id_size = 0;
  baton_bytes_t bytes;
  baton_str_t name = {id, 0};
  baton_status_t status;
  (void)self;
  turn("asked"), read_call(call), read_attachment(attachment);
  bytes.data = (const uint8_t *)page, bytes.size = page_size;
  status = keep(bytes, id, sizeof id, &id_size, err);
  if (status != BATON_OK) return status;
  name.size = id_size;
  fetched_page(call->op_id, name);
  return BATON_OK;
}

/* ---- what comes back ---- */

static void BATON_CALL on_response(const baton_instance_t *self, baton_op_id_t op_id,
                                   const baton_http_response_t *response) {
  (void)self;
  turn("http"), put_number(" ours", op_id == asked), read_response(response), deliver_page(waiting);
}

static void BATON_CALL on_timer(const baton_instance_t *self, baton_op_id_t op_id, uint64_t cookie) {
  (void)self;
  turn("timer"), put_number(" ours", op_id == asked), put_number(" cookie", (int64_t)cookie), deliver_page(waiting);
}

static void BATON_CALL on_committed(const baton_instance_t *self, baton_op_id_t op_id, baton_status_t status) {
  (void)self;
  put_number(" ours", op_id == asked), put_number(" committed", status), deliver_page(waiting);
}

static void BATON_CALL on_stored(const baton_instance_t *self, baton_op_id_t op_id, baton_status_t status) {
  (void)self;
  turn("emit"), put_number(" ours", op_id == asked), put_number(" stored", status), deliver_page(waiting);
}

static void BATON_CALL cancel(const baton_instance_t *self, baton_op_id_t op_id) {
  (void)self;
  turn("cancelled"), put_number(" ours", op_id == waiting), log_page();
}

static const baton_channel_policy_t *BATON_CALL policy(const baton_instance_t *self) {
  static const baton_media_limit_t kLimits[2] = {{TEXT("image/"), 5000000}, {TEXT("video/mp4"), 16000000}};
  static baton_channel_policy_t declared;
  (void)self;
  NEW(declared);
  declared.flags = BATON_CHANNEL_TEMPLATES | BATON_CHANNEL_LISTS | BATON_CHANNEL_READ | BATON_CHANNEL_CALLS;
  declared.channel = text("reference"), declared.window_ms = 86400000, declared.text_max_chars = 4096;
  declared.button_max_count = 3, declared.button_title_max_chars = 20, declared.list_row_max_count = 10;
  declared.pair_burst = 45, declared.pair_refill_ms = 6000, declared.sends_per_second = 80;
  declared.media_limits = kLimits, declared.media_limit_count = 2;
  return &declared;
}

static const void *extension(const char *id) {
  static const baton_connector_t kConnector = {receive, poll, deliver};
  static const baton_channel_t kChannel = {policy};
  static const baton_templates_t kTemplates = {list};
  static const baton_media_t kMedia = {fetch};
  static const baton_delivery_lookup_t kLookup = {lookup};
  static const baton_cancellation_t kCancellation = {cancel};
  static const baton_http_client_t kHttpClient = {on_response};
  static const baton_timer_client_t kTimerClient = {on_timer};
  static const baton_kv_client_t kKvClient = {on_committed};
  static const baton_emit_client_t kEmitClient = {on_stored};
  const struct {
    const char *id;
    const void *table;
  } offered[] = {{BATON_CONNECTOR, &kConnector}, {BATON_CHANNEL, &kChannel}, {BATON_TEMPLATES, &kTemplates},
                 {BATON_MEDIA, &kMedia}, {BATON_DELIVERY_LOOKUP, &kLookup}, {BATON_CANCELLATION, &kCancellation},
                 {BATON_HTTP_CLIENT, &kHttpClient}, {BATON_TIMER_CLIENT, &kTimerClient},
                 {BATON_KV_CLIENT, &kKvClient}, {BATON_EMIT_CLIENT, &kEmitClient}};
  uint32_t i;
  for (i = 0; i < sizeof offered / sizeof *offered; ++i)
    if (strcmp(id, offered[i].id) == 0) return offered[i].table;
  return NULL;
}

static const void *ask(const char *id) { return host->get_extension(host, id); }

static baton_status_t begin(void) {
  results = (const baton_host_connector_t *)ask(BATON_HOST_CONNECTOR);
  templates_out = (const baton_host_templates_t *)ask(BATON_HOST_TEMPLATES);
  media_out = (const baton_host_media_t *)ask(BATON_HOST_MEDIA);
  lookups = (const baton_host_delivery_lookup_t *)ask(BATON_HOST_DELIVERY_LOOKUP);
  calls = (const baton_host_calls_t *)ask(BATON_HOST_CALLS);
  clocks = (const baton_clock_t *)ask(BATON_CLOCK);
  timers = (const baton_timers_t *)ask(BATON_TIMERS);
  http = (const baton_http_t *)ask(BATON_HTTP);
  secrets = (const baton_secrets_t *)ask(BATON_SECRETS);
  signatures = (const baton_signature_t *)ask(BATON_SIGNATURE);
  blobs = (const baton_blob_t *)ask(BATON_BLOB);
  kv = (const baton_kv_t *)ask(BATON_KV);
  emits = (const baton_emit_t *)ask(BATON_EMIT);
  metrics = (const baton_metrics_t *)ask(BATON_METRICS);
  if (metrics != NULL)
    metrics->define(host, BATON_METRIC_HISTOGRAM, text("seen"), text("what was seen"), text("pages"), &metric);
  if (!results || !templates_out || !media_out || !lookups || !calls || !clocks) return BATON_NOT_SUPPORTED;
  return timers && http && secrets && signatures && blobs ? BATON_OK : BATON_NOT_SUPPORTED;
}

#include "life.h"
