/* SPDX-License-Identifier: MIT
 *
 * plugin.c - glue between translate.h and the connector kind: who is at the door, and the way to the network and back.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "glue.h"
#include "json.h"
#include "translate.h"

/* One send whose answer has not come. Calls of an instance never overlap, so the list needs no lock. */
typedef struct waiting {
  struct waiting *next;
  baton_op_id_t request, operation;
} waiting_t;

typedef struct pigeon {
  instance_t base;
  char *url, *account, *token, *signing_secret; /* the last two are references; signing_secret is the name alone */
  const baton_host_connector_t *answers;
  const baton_host_calls_t *calls;
  const baton_signature_t *signatures;
  const baton_http_t *http;
  waiting_t *waiting;
} pigeon_t;

static pigeon_t *pigeon_of(const baton_instance_t *self) { return (pigeon_t *)self->plugin_data; }

/* A secret reaches a plugin as "${secret:NAME}"; this leaves NAME. 0 when it is none. */
static int keep_name(char *reference) {
  static const char kBegin[] = "${secret:";
  const size_t begin = sizeof kBegin - 1, size = reference == NULL ? 0 : strlen(reference);
  if (size <= begin + 1 || memcmp(reference, kBegin, begin) != 0) return 0;
  memmove(reference, reference + begin, size - begin - 1);
  reference[size - begin - 1] = '\0';
  return 1;
}

static baton_status_t create(instance_t *self, baton_str_t config_json, baton_error_t *err) {
  static const char kPath[] = "/messages";
  pigeon_t *pigeon = (pigeon_t *)self;
  const json_t settings = json_read(config_json.data, config_json.size);
  char *api_base = json_text(json_member(settings, "api_base"), NULL);
  pigeon->url = api_base == NULL ? NULL : (char *)malloc(strlen(api_base) + sizeof kPath);
  if (pigeon->url != NULL) {
    strcpy(pigeon->url, api_base);
    strcat(pigeon->url, kPath);
  }
  free(api_base);
  pigeon->account = json_text(json_member(settings, "account"), NULL);
  pigeon->token = json_text(json_member(settings, "token"), NULL);
  pigeon->signing_secret = json_text(json_member(settings, "signing_secret"), NULL);
  if (pigeon->url == NULL || pigeon->account == NULL || pigeon->token == NULL)
    return say(err, BATON_INVALID_ARGUMENT, "api_base, account or token is missing");
  if (!keep_name(pigeon->signing_secret)) return say(err, BATON_INVALID_ARGUMENT, "signing_secret is no secret");
  return BATON_OK;
}

static baton_status_t init(instance_t *self, baton_error_t *err) {
  pigeon_t *pigeon = (pigeon_t *)self;
  pigeon->answers = (const baton_host_connector_t *)ask_host(self, BATON_HOST_CONNECTOR);
  pigeon->calls = (const baton_host_calls_t *)ask_host(self, BATON_HOST_CALLS);
  pigeon->signatures = (const baton_signature_t *)ask_host(self, BATON_SIGNATURE);
  pigeon->http = (const baton_http_t *)ask_host(self, BATON_HTTP);
  if (pigeon->answers == NULL || pigeon->calls == NULL || pigeon->signatures == NULL || pigeon->http == NULL)
    return say(err, BATON_NOT_SUPPORTED, "the host lacks webhooks, signatures or http");
  return BATON_OK;
}

static void stop(instance_t *self) {
  pigeon_t *pigeon = (pigeon_t *)self;
  while (pigeon->waiting != NULL) {
    waiting_t *gone = pigeon->waiting;
    pigeon->waiting = gone->next;
    free(gone);
  }
}

static void destroy(instance_t *self) {
  pigeon_t *pigeon = (pigeon_t *)self;
  free(pigeon->url);
  free(pigeon->account);
  free(pigeon->token);
  free(pigeon->signing_secret);
}

/* ---- in ---- */

static int signed_by_pigeon(const pigeon_t *pigeon, const baton_webhook_t *webhook) {
  uint8_t bytes[kSignatureBytes];
  uint32_t i;
  for (i = 0; i < webhook->header_count; ++i) {
    const baton_header_t *header = &webhook->headers[i];
    const baton_bytes_t expected = {bytes, sizeof bytes};
    if (!text_is(header->name, "x-pigeon-signature")) continue;
    return read_signature(header->value.data, header->value.size, bytes) &&
           pigeon->signatures->verify(pigeon->base.host, BATON_SIGNATURE_HMAC_SHA256, text_of(pigeon->signing_secret),
                                      webhook->body, expected) == BATON_OK;
  }
  return 0;
}

static void refuse(const pigeon_t *pigeon, baton_op_id_t op_id, uint32_t http_status, const char *why) {
  baton_batch_t batch;
  memset(&batch, 0, sizeof batch);
  batch.struct_size = sizeof batch;
  batch.http_status = http_status;
  batch.refusal = text_of(why);
  pigeon->answers->accepted(pigeon->base.host, op_id, &batch);
}

static void accept(const pigeon_t *pigeon, baton_op_id_t op_id, const message_t *message) {
  const baton_identity_t *identities[1];
  const baton_event_t *events[1];
  baton_identity_t identity;
  baton_event_t event;
  baton_batch_t batch;
  memset(&identity, 0, sizeof identity);
  memset(&event, 0, sizeof event);
  memset(&batch, 0, sizeof batch);
  identity.struct_size = sizeof identity;
  identity.kind = BATON_IDENTITY_PHONE;
  identity.value = text_of(message->from);
  identities[0] = &identity;
  event.struct_size = sizeof event;
  event.kind = BATON_EVENT_CUSTOMER_MESSAGE;
  event.message_kind = BATON_MESSAGE_TEXT;
  event.source_event_id = text_of(message->id);
  event.message_id = text_of(message->id);
  event.account = text_of(pigeon->account);
  event.display_name = text_of(message->name);
  event.text.data = message->text;
  event.text.size = message->text_size;
  event.occurred_unix_ms = message->sent_at_ms;
  event.identities = identities;
  event.identity_count = 1;
  events[0] = &event;
  batch.struct_size = sizeof batch;
  batch.events = events;
  batch.event_count = 1;
  pigeon->answers->accepted(pigeon->base.host, op_id, &batch);
}

/* Also a refusal is an answer, hence OK. */
static baton_status_t BATON_CALL receive(const baton_instance_t *self, const baton_call_t *call,
                                         const baton_webhook_t *webhook, baton_error_t *err) {
  const pigeon_t *pigeon = pigeon_of(self);
  message_t message;
  const char *wrong;
  (void)err;
  if (!text_is(webhook->method, "POST")) {
    refuse(pigeon, call->op_id, 405, "pigeon posts its messages");
    return BATON_OK;
  }
  if (!signed_by_pigeon(pigeon, webhook)) {
    refuse(pigeon, call->op_id, 401, "the signature is missing or wrong");
    return BATON_OK;
  }
  wrong = read_message((const char *)webhook->body.data, webhook->body.size, &message);
  if (wrong != NULL) refuse(pigeon, call->op_id, 400, wrong);
  else accept(pigeon, call->op_id, &message);
  free_message(&message);
  return BATON_OK;
}

static baton_status_t BATON_CALL poll(const baton_instance_t *self, const baton_call_t *call, baton_str_t cursor_name,
                                      baton_str_t cursor, baton_error_t *err) {
  (void)self;
  (void)call;
  (void)cursor_name;
  (void)cursor;
  return say(err, BATON_NOT_SUPPORTED, "nothing to poll");
}

/* ---- out ---- */

static baton_str_t phone_of(const baton_outbound_t *outbound) {
  uint32_t i;
  for (i = 0; i < outbound->recipient_count; ++i)
    if (outbound->recipients[i]->kind == BATON_IDENTITY_PHONE) return outbound->recipients[i]->value;
  return text_of(NULL);
}

/* The host puts the secret in where the token's reference stands. */
static char *headers_of(const pigeon_t *pigeon, baton_str_t key) {
  json_out_t bearer = {0}, out = {0};
  json_add(&bearer, "Bearer ");
  json_add(&bearer, pigeon->token);
  json_add(&out, "{\"Content-Type\":\"application/json\",\"Authorization\":");
  if (!bearer.failed) json_add_string(&out, bearer.data, bearer.size);
  json_add(&out, ",\"Idempotency-Key\":");
  json_add_string(&out, key.data, key.size);
  json_add(&out, "}");
  if (!bearer.failed && !out.failed) {
    free(bearer.data);
    return out.data;
  }
  free(bearer.data);
  free(out.data);
  return NULL;
}

static baton_status_t post(pigeon_t *pigeon, const baton_call_t *call, const char *headers, const char *body,
                           baton_error_t *err) {
  waiting_t *waiting = (waiting_t *)calloc(1, sizeof *waiting);
  baton_http_request_t request;
  baton_status_t status;
  if (waiting == NULL || headers == NULL || body == NULL) {
    free(waiting);
    return say(err, BATON_UNAVAILABLE, "out of memory");
  }
  memset(&request, 0, sizeof request);
  request.struct_size = sizeof request;
  request.budget_ms = call->budget_ms;
  request.method = TEXT("POST");
  request.url = text_of(pigeon->url);
  request.headers_json = text_of(headers);
  request.body.data = (const uint8_t *)body;
  request.body.size = strlen(body);
  status = pigeon->http->send(pigeon->base.host, &request, &waiting->request, err);
  if (status != BATON_OK && status != BATON_PENDING) {
    free(waiting);
    return status;
  }
  waiting->operation = call->op_id;
  waiting->next = pigeon->waiting;
  pigeon->waiting = waiting;
  return BATON_PENDING; /* on_response ends it */
}

static baton_status_t BATON_CALL deliver(const baton_instance_t *self, const baton_call_t *call,
                                         const baton_outbound_t *outbound, baton_error_t *err) {
  pigeon_t *pigeon = pigeon_of(self);
  const baton_str_t to = phone_of(outbound);
  baton_status_t status;
  char *headers, *body;
  if (outbound->kind != BATON_OUTBOUND_MESSAGE || outbound->template_use != NULL || outbound->attachment_count > 0)
    return say(err, BATON_NOT_SUPPORTED, "pigeon carries plain texts");
  if (to.size == 0) {
    if (err != NULL) err->scope = BATON_SCOPE_RECIPIENT;
    return say(err, BATON_NOT_FOUND, "no telephone number is known");
  }
  headers = headers_of(pigeon, call->idempotency_key);
  body = write_message(to.data, to.size, outbound->text.data, outbound->text.size);
  status = post(pigeon, call, headers, body, err);
  free(headers);
  free(body);
  return status;
}

/* The operation that waits for this request, once; 0 when there is none. */
static baton_op_id_t take(pigeon_t *pigeon, baton_op_id_t request) {
  waiting_t **at = &pigeon->waiting;
  for (; *at != NULL; at = &(*at)->next) {
    waiting_t *found = *at;
    const baton_op_id_t operation = found->operation;
    if (found->request != request) continue;
    *at = found->next;
    free(found);
    return operation;
  }
  return 0;
}

static void BATON_CALL on_response(const baton_instance_t *self, baton_op_id_t op_id,
                                   const baton_http_response_t *response) {
  pigeon_t *pigeon = pigeon_of(self);
  const baton_op_id_t operation = take(pigeon, op_id);
  if (operation == 0) return;
  if (response->error != NULL) {
    pigeon->calls->fail(pigeon->base.host, operation, response->error);
  } else {
    sent_t sent = read_answer(response->http_status, (const char *)response->body.data, response->body.size);
    if (sent.status == BATON_OK) {
      baton_receipt_t receipt;
      memset(&receipt, 0, sizeof receipt);
      receipt.struct_size = sizeof receipt;
      receipt.remote_message_id = text_of(sent.remote_id);
      pigeon->answers->delivered(pigeon->base.host, operation, &receipt);
    } else {
      char code[16];
      baton_error_t err;
      memset(&err, 0, sizeof err);
      err.struct_size = sizeof err;
      err.scope = sent.scope;
      err.retry_after_ms = wait_ms(response->headers_json.data, response->headers_json.size);
      snprintf(code, sizeof code, "%u", (unsigned)response->http_status);
      say_code(&err, sent.status, sent.why, code);
      pigeon->calls->fail(pigeon->base.host, operation, &err);
    }
    free(sent.remote_id);
  }
}

/* Texts without a window, templates or buttons. */
static const baton_channel_policy_t *BATON_CALL policy(const baton_instance_t *self) {
  static const baton_channel_policy_t kPolicy = {
      .struct_size = sizeof(baton_channel_policy_t), .channel = {"pigeon", 6}, .text_max_chars = 2000};
  (void)self;
  return &kPolicy;
}

static const void *extension(const char *id) {
  static const baton_connector_t kConnector = {receive, poll, deliver};
  static const baton_channel_t kChannel = {policy};
  static const baton_http_client_t kHttpClient = {on_response};
  if (strcmp(id, BATON_CONNECTOR) == 0) return &kConnector;
  if (strcmp(id, BATON_CHANNEL) == 0) return &kChannel;
  if (strcmp(id, BATON_HTTP_CLIENT) == 0) return &kHttpClient;
  return NULL;
}

const plugin_t kPlugin = {BATON_CONNECTOR_FACTORY, sizeof(pigeon_t), create, init, stop, destroy, extension};
