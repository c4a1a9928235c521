/* SPDX-License-Identifier: MIT
 *
 * echo_connector.c - a connector that behaves and uses every host service it can: what it is told comes back.
 *
 *   receive  signature in the header "x-signature" (raw bytes), body -> one event
 *   deliver  text "http ..."  -> GET the rest, remote id = body of the answer or its blob
 *            text "timer"     -> answers when a timer fires
 *            otherwise        -> remote id = text
 */
#include <stdio.h>
#include <string.h>

#include <baton/baton.h>

#define STR(text) {text, sizeof(text) - 1}
#define MAX_PENDING 16

struct pending {
  baton_op_id_t host_op; /* request or timer */
  baton_op_id_t op;
};

static const baton_host_t *host;
static const baton_host_connector_t *results;
static const baton_host_delivery_lookup_t *lookups;
static const baton_host_calls_t *calls;
static const baton_signature_t *signature;
static const baton_http_t *http;
static const baton_timers_t *timers;
static const baton_log_t *logger;
static struct pending pending[MAX_PENDING];
static baton_instance_t instance;

static const baton_descriptor_t kDescriptor = {
    sizeof(baton_descriptor_t), 0, STR("echo"), STR("echo"), STR("nobody"), STR("1.0.0"),
    STR("{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"
        "\"token\":{\"type\":\"string\",\"format\":\"baton-secret\"},"
        "\"base_url\":{\"type\":\"string\",\"format\":\"uri\"}}}"),
    STR("[\"baton.http/1\",\"baton.timers/1\",\"baton.signature/1\",\"baton.secrets/1\",\"baton.blob/1\"]")};

static baton_str_t str(const char *text) {
  baton_str_t value = {text, strlen(text)};
  return value;
}

static void remember(baton_op_id_t host_op, baton_op_id_t op) {
  for (int i = 0; i < MAX_PENDING; ++i)
    if (pending[i].op == 0) {
      pending[i].host_op = host_op;
      pending[i].op = op;
      return;
    }
}

static baton_op_id_t recall(baton_op_id_t host_op) {
  for (int i = 0; i < MAX_PENDING; ++i)
    if (pending[i].op != 0 && pending[i].host_op == host_op) {
      const baton_op_id_t op = pending[i].op;
      pending[i].op = 0;
      return op;
    }
  return 0;
}

static void delivered(baton_op_id_t op, baton_str_t remote_id) {
  baton_receipt_t receipt;
  memset(&receipt, 0, sizeof receipt);
  receipt.struct_size = sizeof receipt;
  receipt.remote_message_id = remote_id;
  results->delivered(host, op, &receipt);
}

static baton_status_t BATON_CALL receive(const baton_instance_t *self, const baton_call_t *call,
                                         const baton_webhook_t *webhook, baton_error_t *err) {
  baton_batch_t batch;
  baton_event_t event;
  const baton_event_t *events[1];
  baton_bytes_t given = {NULL, 0};
  (void)self, (void)err;
  for (uint32_t i = 0; i < webhook->header_count; ++i)
    if (webhook->headers[i].name.size == 11 && memcmp(webhook->headers[i].name.data, "x-signature", 11) == 0) {
      given.data = (const uint8_t *)webhook->headers[i].value.data;
      given.size = webhook->headers[i].value.size;
    }
  memset(&batch, 0, sizeof batch);
  batch.struct_size = sizeof batch;
  if (signature->verify(host, BATON_SIGNATURE_HMAC_SHA256, str("token"), webhook->body, given) != BATON_OK) {
    batch.http_status = 401;
    batch.refusal = str("the signature is wrong");
  } else {
    memset(&event, 0, sizeof event);
    event.struct_size = sizeof event;
    event.kind = BATON_EVENT_CUSTOMER_MESSAGE;
    event.source_event_id = str("e1");
    event.text.data = (const char *)webhook->body.data;
    event.text.size = webhook->body.size;
    events[0] = &event;
    batch.events = events;
    batch.event_count = 1;
  }
  results->accepted(host, call->op_id, &batch);
  return BATON_OK;
}

static baton_status_t BATON_CALL poll(const baton_instance_t *self, const baton_call_t *call, baton_str_t cursor_name,
                                      baton_str_t cursor, baton_error_t *err) {
  baton_batch_t batch;
  (void)self, (void)err;
  memset(&batch, 0, sizeof batch);
  batch.struct_size = sizeof batch;
  batch.cursor_name = cursor_name;
  batch.next_cursor = cursor.data == NULL ? str("first") : cursor;
  results->accepted(host, call->op_id, &batch);
  return BATON_OK;
}

static baton_status_t ask_http(baton_op_id_t op, baton_str_t url, uint32_t to_blob, baton_error_t *err) {
  baton_http_request_t request;
  baton_op_id_t host_op = 0;
  baton_status_t status;
  memset(&request, 0, sizeof request);
  request.struct_size = sizeof request;
  request.method = str("GET");
  request.url = url;
  request.headers_json = str("{\"Authorization\": \"Bearer ${secret:token}\"}");
  request.response_to_blob = to_blob;
  status = http->send(host, &request, &host_op, err);
  if (status != BATON_OK) return status;
  remember(host_op, op);
  return BATON_PENDING;
}

static baton_status_t BATON_CALL deliver(const baton_instance_t *self, const baton_call_t *call,
                                         const baton_outbound_t *outbound, baton_error_t *err) {
  const baton_str_t text = outbound->text;
  (void)self;
  if (text.size > 5 && (memcmp(text.data, "http ", 5) == 0 || memcmp(text.data, "blob ", 5) == 0)) {
    const baton_str_t url = {text.data + 5, text.size - 5};
    return ask_http(call->op_id, url, text.data[0] == 'b', err);
  }
  if (text.size == 5 && memcmp(text.data, "timer", 5) == 0) {
    baton_op_id_t host_op = 0;
    const baton_status_t status = timers->arm(host, 1000, 42, &host_op);
    if (status != BATON_OK) return status;
    remember(host_op, call->op_id);
    return BATON_PENDING;
  }
  logger->write(host, BATON_LOG_INFO, str("delivered\nat once"), str("{\"a\": 1}"));
  delivered(call->op_id, text);
  return BATON_OK;
}

static void BATON_CALL on_response(const baton_instance_t *self, baton_op_id_t op_id,
                                   const baton_http_response_t *response) {
  const baton_op_id_t op = recall(op_id);
  (void)self;
  if (response->error != NULL) {
    calls->fail(host, op, response->error);
  } else if (response->blob_id.size != 0) {
    delivered(op, response->blob_id);
  } else {
    const baton_str_t body = {(const char *)response->body.data, response->body.size};
    delivered(op, body);
  }
}

static void BATON_CALL on_timer(const baton_instance_t *self, baton_op_id_t op_id, uint64_t cookie) {
  (void)self;
  delivered(recall(op_id), str(cookie == 42 ? "on time" : "wrong cookie"));
}

static baton_status_t BATON_CALL lookup(const baton_instance_t *self, const baton_call_t *call,
                                        const baton_outbound_t *outbound, baton_error_t *err) {
  (void)self, (void)err, (void)outbound;
  lookups->looked_up(host, call->op_id, BATON_LOOKUP_SENT, call->idempotency_key);
  return BATON_OK;
}

static const baton_media_limit_t kLimits[] = {{STR("image/"), 5000000}};
static const baton_channel_policy_t kPolicy = {
    sizeof(baton_channel_policy_t), BATON_CHANNEL_BUTTONS, STR("echo"), 86400000, 4096, 3, 20, 10, 45, 6000, 80, 1, kLimits};

static const baton_channel_policy_t *BATON_CALL policy(const baton_instance_t *self) {
  (void)self;
  return &kPolicy;
}

static const baton_connector_t kConnector = {receive, poll, deliver};
static const baton_http_client_t kHttpClient = {on_response};
static const baton_timer_client_t kTimerClient = {on_timer};
static const baton_delivery_lookup_t kLookup = {lookup};
static const baton_channel_t kChannel = {policy};

static const void *BATON_CALL get_extension(const baton_instance_t *self, const char *id) {
  (void)self;
  if (strcmp(id, BATON_CONNECTOR) == 0) return &kConnector;
  if (strcmp(id, BATON_HTTP_CLIENT) == 0) return &kHttpClient;
  if (strcmp(id, BATON_TIMER_CLIENT) == 0) return &kTimerClient;
  if (strcmp(id, BATON_DELIVERY_LOOKUP) == 0) return &kLookup;
  if (strcmp(id, BATON_CHANNEL) == 0) return &kChannel;
  return NULL;
}

static baton_status_t BATON_CALL init(const baton_instance_t *self, baton_error_t *err) {
  (void)self, (void)err;
  results = (const baton_host_connector_t *)host->get_extension(host, BATON_HOST_CONNECTOR);
  lookups = (const baton_host_delivery_lookup_t *)host->get_extension(host, BATON_HOST_DELIVERY_LOOKUP);
  calls = (const baton_host_calls_t *)host->get_extension(host, BATON_HOST_CALLS);
  signature = (const baton_signature_t *)host->get_extension(host, BATON_SIGNATURE);
  http = (const baton_http_t *)host->get_extension(host, BATON_HTTP);
  timers = (const baton_timers_t *)host->get_extension(host, BATON_TIMERS);
  logger = (const baton_log_t *)host->get_extension(host, BATON_LOG);
  return results && lookups && calls && signature && http && timers && logger ? BATON_OK : BATON_NOT_SUPPORTED;
}

static baton_status_t BATON_CALL start(const baton_instance_t *self, baton_error_t *err) {
  (void)self, (void)err;
  return BATON_OK;
}

static void BATON_CALL stop(const baton_instance_t *self) { (void)self; }
static void BATON_CALL destroy(const baton_instance_t *self) { (void)self; }

static uint32_t BATON_CALL count(const baton_factory_t *self) {
  (void)self;
  return 1;
}

static const baton_descriptor_t *BATON_CALL descriptor(const baton_factory_t *self, uint32_t index) {
  (void)self;
  return index == 0 ? &kDescriptor : NULL;
}

static const baton_instance_t *BATON_CALL create(const baton_factory_t *self, const baton_create_t *params,
                                                 baton_error_t *err) {
  (void)self, (void)err;
  host = params->host;
  memset(pending, 0, sizeof pending);
  instance.descriptor = &kDescriptor;
  instance.init = init;
  instance.start = start;
  instance.stop = stop;
  instance.destroy = destroy;
  instance.get_extension = get_extension;
  return &instance;
}

static const baton_factory_t kFactory = {count, descriptor, create};

static baton_status_t BATON_CALL library_init(baton_str_t bundle_dir, baton_error_t *err) {
  (void)bundle_dir, (void)err;
  return BATON_OK;
}

static void BATON_CALL library_deinit(void) {}

static const void *BATON_CALL get_factory(const char *id) {
  return strcmp(id, BATON_CONNECTOR_FACTORY) == 0 ? &kFactory : NULL;
}

static const baton_entry_t kEntry = {{BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
                                     {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
                                     library_init, library_deinit, get_factory};

const baton_entry_t *BATON_CALL baton_entry_v0(void) { return &kEntry; }
