/* SPDX-License-Identifier: MIT
 *
 * plugin.c - the plugin around the deeds: what it is called for, and where it finds the word that names one.
 */
#define _GNU_SOURCE /* memmem */
#include "hostile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test.hostile_manifest.h"
#include "test.hostile_schema.h"

static const char kMark[] = "hostile:";

baton_str_t str(const char *text) {
  const baton_str_t result = {text, strlen(text)};
  return result;
}

baton_status_t failed(baton_error_t *err, const char *why) {
  err->status = BATON_INTERNAL;
  err->message_size = (uint32_t)strlen(why);
  memcpy(err->message, why, err->message_size);
  return BATON_INTERNAL;
}

const deed_t *deed_named(const char *name) {
  const deed_t *const lists[] = {kCrashes, kHangs, kBreaches, kFloods, kEscapes, kForgeries};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; ++i)
    for (const deed_t *deed = lists[i]; deed->name != NULL; ++deed)
      if (strcmp(deed->name, name) == 0) return deed;
  return NULL;
}

/* The word after the mark: small letters and underscores. NULL when there is no mark. */
static const deed_t *deed_in(baton_str_t text) {
  const char *at = text.data == NULL ? NULL : (const char *)memmem(text.data, text.size, kMark, sizeof kMark - 1);
  if (at == NULL) return NULL;
  at += sizeof kMark - 1;
  char name[64];
  size_t length = 0;
  for (const char *end = text.data + text.size; at < end && length < sizeof name - 1; ++at) {
    if (*at != '_' && (*at < 'a' || *at > 'z')) break;
    name[length++] = *at;
  }
  name[length] = '\0';
  return deed_named(name);
}

static baton_status_t obey(const deed_t *deed, asked_t *asked) {
  return deed == NULL ? answer(asked) : deed->act(asked);
}

/* ---- calls ---- */

/* The next word of `rest`, which is shortened by it. */
static baton_str_t word_of(baton_str_t *rest) {
  const char *end = (const char *)memchr(rest->data, ' ', rest->size);
  const size_t length = end == NULL ? rest->size : (size_t)(end - rest->data);
  const baton_str_t word = {rest->data, length};
  const size_t used = end == NULL ? length : length + 1;
  rest->data += used;
  rest->size -= used;
  return word;
}

static baton_status_t BATON_CALL receive(const baton_instance_t *instance, const baton_call_t *call,
                                         const baton_webhook_t *webhook, baton_error_t *err) {
  asked_t asked = {(const hostile_t *)instance->plugin_data, call, NULL, 0, 0, {0}, {0}, {0}, "", err};
  baton_str_t rest = {(const char *)webhook->body.data, webhook->body.size};
  if (rest.size == 0) return failed(err, "an empty webhook");
  asked.number = word_of(&rest);
  asked.id = word_of(&rest);
  asked.text = rest;
  return obey(deed_in(rest), &asked);
}

static baton_status_t BATON_CALL poll(const baton_instance_t *instance, const baton_call_t *call,
                                      baton_str_t cursor_name, baton_str_t cursor, baton_error_t *err) {
  (void)instance, (void)call, (void)cursor_name, (void)cursor, (void)err;
  return BATON_NOT_SUPPORTED;
}

static baton_status_t BATON_CALL deliver(const baton_instance_t *instance, const baton_call_t *call,
                                         const baton_outbound_t *outbound, baton_error_t *err) {
  const hostile_t *self = (const hostile_t *)instance->plugin_data;
  baton_receipt_t receipt;
  (void)err;
  memset(&receipt, 0, sizeof receipt);
  receipt.struct_size = sizeof receipt;
  receipt.remote_message_id = outbound->message_id;
  ((const baton_host_connector_t *)self->results)->delivered(self->host, call->op_id, &receipt);
  return BATON_OK;
}

static baton_status_t BATON_CALL propose(const baton_instance_t *instance, const baton_call_t *call,
                                         const baton_case_view_t *view, baton_error_t *err) {
  asked_t asked = {(const hostile_t *)instance->plugin_data, call, view, view->revision, 0, {0}, {0}, {0}, "", err};
  return obey(view->trigger == NULL ? NULL : deed_in(view->trigger->question), &asked);
}

static baton_status_t BATON_CALL summarize(const baton_instance_t *instance, const baton_call_t *call,
                                           const baton_transcript_t *transcript, baton_error_t *err) {
  asked_t asked = {(const hostile_t *)instance->plugin_data, call, transcript->view, transcript->revision, 0,
                   {0}, {0}, {0}, "", err};
  const deed_t *deed = NULL;
  for (uint32_t i = 0; i < transcript->event_count; ++i) {
    const baton_event_t *event = transcript->events[i];
    if (event->kind != BATON_EVENT_CUSTOMER_MESSAGE) continue;
    asked.source = event->sequence;
    if (deed == NULL) deed = deed_in(event->text);
  }
  return obey(deed, &asked);
}

static baton_status_t BATON_CALL classify(const baton_instance_t *instance, const baton_call_t *call,
                                          const baton_event_t *event, baton_error_t *err) {
  asked_t asked = {(const hostile_t *)instance->plugin_data, call, NULL, 0, 0, {0}, {0}, {0}, "", err};
  return obey(deed_in(event->text), &asked);
}

static void BATON_CALL on_timer(const baton_instance_t *instance, baton_op_id_t op_id, uint64_t cookie) {
  (void)instance, (void)op_id, (void)cookie;
}
static void BATON_CALL on_stored(const baton_instance_t *instance, baton_op_id_t op_id, baton_status_t status) {
  (void)instance, (void)op_id, (void)status;
}

static const baton_connector_t kConnector = {receive, poll, deliver};
static const baton_ownership_t kOwnership = {propose};
static const baton_summarizer_t kSummarizer = {summarize};
static const baton_classifier_t kClassifier = {classify};
static const baton_timer_client_t kTimerClient = {on_timer};
static const baton_emit_client_t kEmitClient = {on_stored};

/* What differs between the kinds. */
static const struct {
  const char *factory, *interface, *results;
  const void *table;
} kKinds[] = {
    [CONNECTOR] = {BATON_CONNECTOR_FACTORY, BATON_CONNECTOR, BATON_HOST_CONNECTOR, &kConnector},
    [OWNERSHIP] = {BATON_OWNERSHIP_FACTORY, BATON_OWNERSHIP, BATON_HOST_OWNERSHIP, &kOwnership},
    [SUMMARIZER] = {BATON_SUMMARIZER_FACTORY, BATON_SUMMARIZER, BATON_HOST_SUMMARIZER, &kSummarizer},
    [CLASSIFIER] = {BATON_CLASSIFIER_FACTORY, BATON_CLASSIFIER, BATON_HOST_CLASSIFIER, &kClassifier},
};

/* ---- life ---- */

/* The deed of a moment, done outside of any call: nothing can be answered. */
static void at(const hostile_t *self, const char *moment) {
  if (strcmp(self->when, moment) != 0) return;
  if (self->once_there[0] != '\0' && access(self->once_there, F_OK) != 0) return;
  const deed_t *deed = deed_named(self->deed);
  baton_call_t call;
  baton_error_t err;
  memset(&call, 0, sizeof call);
  memset(&err, 0, sizeof err);
  asked_t asked = {self, &call, NULL, 0, 0, {0}, {0}, {0}, "", &err};
  if (deed != NULL) deed->act(&asked);
}

static const void *BATON_CALL get_extension(const baton_instance_t *instance, const char *id) {
  const kind_t kind = ((const hostile_t *)instance->plugin_data)->kind;
  if (strcmp(id, kKinds[kind].interface) == 0) return kKinds[kind].table;
  if (strcmp(id, BATON_TIMER_CLIENT) == 0) return &kTimerClient;
  return kind == CONNECTOR && strcmp(id, BATON_EMIT_CLIENT) == 0 ? &kEmitClient : NULL;
}

static baton_status_t BATON_CALL init(const baton_instance_t *instance, baton_error_t *err) {
  hostile_t *self = (hostile_t *)instance->plugin_data;
  (void)err;
  self->results = self->host->get_extension(self->host, kKinds[self->kind].results);
  at(self, "init");
  return self->results == NULL ? BATON_NOT_SUPPORTED : BATON_OK;
}

static baton_status_t BATON_CALL start(const baton_instance_t *instance, baton_error_t *err) {
  (void)err;
  at((const hostile_t *)instance->plugin_data, "start");
  return BATON_OK;
}

static void BATON_CALL stop(const baton_instance_t *instance) { at((const hostile_t *)instance->plugin_data, "stop"); }

/* What was made is left: the threads of some deeds still look at it. */
static void BATON_CALL destroy(const baton_instance_t *instance) {
  at((const hostile_t *)instance->plugin_data, "destroy");
}

/* The value of "name":"..." in the settings, which are flat and hold no escapes. */
static void setting(baton_str_t json, const char *name, char *value, size_t capacity) {
  char text[4096], key[64];
  snprintf(text, sizeof text, "%.*s", (int)json.size, json.data);
  snprintf(key, sizeof key, "\"%s\"", name);
  const char *begin = strstr(text, key);
  begin = begin == NULL ? NULL : strchr(begin + strlen(key), '"');
  const char *end = begin == NULL ? NULL : strchr(begin + 1, '"');
  if (end != NULL) snprintf(value, capacity, "%.*s", (int)(end - begin - 1), begin + 1);
}

static const baton_descriptor_t kDescriptor = {
    sizeof(baton_descriptor_t),
    0,
    {kPluginId, sizeof kPluginId - 1},
    {kPluginName, sizeof kPluginName - 1},
    {kPluginVendor, sizeof kPluginVendor - 1},
    {kPluginVersion, sizeof kPluginVersion - 1},
    {kConfigSchema, sizeof kConfigSchema - 1},
    {kCapabilities, sizeof kCapabilities - 1}};

static uint32_t BATON_CALL count(const baton_factory_t *factory) {
  (void)factory;
  return 1;
}

static const baton_descriptor_t *BATON_CALL descriptor(const baton_factory_t *factory, uint32_t index) {
  (void)factory;
  return index == 0 ? &kDescriptor : NULL;
}

static const baton_instance_t *create(const baton_create_t *params, kind_t kind) {
  hostile_t *self = (hostile_t *)calloc(1, sizeof *self);
  if (self == NULL) return NULL;
  self->host = params->host;
  self->kind = kind;
  setting(params->config_json, "when", self->when, sizeof self->when);
  setting(params->config_json, "deed", self->deed, sizeof self->deed);
  setting(params->config_json, "once_there", self->once_there, sizeof self->once_there);
  self->instance.descriptor = &kDescriptor;
  self->instance.plugin_data = self;
  self->instance.init = init;
  self->instance.start = start;
  self->instance.stop = stop;
  self->instance.destroy = destroy;
  self->instance.get_extension = get_extension;
  return &self->instance;
}

/* A factory knows what it makes by its place in the list. */
static const baton_factory_t kFactories[4];

static const baton_instance_t *BATON_CALL create_by(const baton_factory_t *factory, const baton_create_t *params,
                                                    baton_error_t *err) {
  (void)err;
  return create(params, (kind_t)(factory - kFactories));
}

static const baton_factory_t kFactories[4] = {{count, descriptor, create_by},
                                              {count, descriptor, create_by},
                                              {count, descriptor, create_by},
                                              {count, descriptor, create_by}};

static baton_status_t BATON_CALL library_init(baton_str_t bundle_dir, baton_error_t *err) {
  (void)bundle_dir, (void)err;
  return BATON_OK;
}

static void BATON_CALL library_deinit(void) {}

static const void *BATON_CALL get_factory(const char *id) {
  for (size_t kind = 0; kind < sizeof kKinds / sizeof *kKinds; ++kind)
    if (strcmp(id, kKinds[kind].factory) == 0) return &kFactories[kind];
  return NULL;
}

static const baton_entry_t kEntry = {{BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
                                     {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
                                     library_init,
                                     library_deinit,
                                     get_factory};

BATON_EXPORT const baton_entry_t *BATON_CALL baton_entry_v0(void);
BATON_EXPORT const baton_entry_t *BATON_CALL baton_entry_v0(void) { return &kEntry; }
