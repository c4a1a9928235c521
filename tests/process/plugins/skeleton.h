/* SPDX-License-Identifier: MIT
 *
 * skeleton.h - what the misbehaving strategies here share: descriptor, factory, instance. The file that includes it
 * defines KIND_FACTORY, KIND and an interface `kInterface` beforehand, and behaves as the setting `behaviour` says.
 *
 * One library may have several instances in a host; `plugin_data` is the one that is called.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct strategy {
  baton_instance_t instance;
  const baton_host_t *host;
  const void *host_kind;
  char behaviour[32];
  char go[1024]; /* a file the late behaviours wait for */
  char intent[128];
} strategy_t;

/* The value of "name":"..." in the settings. They are flat, checked by the host, and hold no escapes. */
static void setting(baton_str_t json, const char *name, char *value, size_t capacity) {
  char text[4096], key[64];
  const size_t size = json.size < sizeof text - 1 ? (size_t)json.size : sizeof text - 1;
  memcpy(text, json.data, size);
  text[size] = '\0';
  snprintf(key, sizeof key, "\"%s\"", name);
  value[0] = '\0';
  const char *begin = strstr(text, key);
  begin = begin == NULL ? NULL : strchr(begin + strlen(key), '"');
  const char *end = begin == NULL ? NULL : strchr(begin + 1, '"');
  if (end == NULL) return;
  const size_t length = (size_t)(end - begin) - 1 < capacity - 1 ? (size_t)(end - begin) - 1 : capacity - 1;
  memcpy(value, begin + 1, length);
  value[length] = '\0';
}

static int behaves(const strategy_t *self, const char *word) { return strcmp(self->behaviour, word) == 0; }

static baton_str_t str(const char *text) {
  const baton_str_t result = {text, strlen(text)};
  return result;
}

static baton_status_t failed(baton_error_t *err, const char *why) {
  err->status = BATON_INTERNAL;
  err->message_size = (uint32_t)strlen(why);
  memcpy(err->message, why, err->message_size);
  return BATON_INTERNAL;
}

static const void *BATON_CALL get_extension(const baton_instance_t *instance, const char *id) {
  (void)instance;
  return strcmp(id, KIND) == 0 ? &kInterface : NULL;
}

static baton_status_t BATON_CALL init(const baton_instance_t *instance, baton_error_t *err) {
  strategy_t *self = (strategy_t *)instance->plugin_data;
  (void)err;
  self->host_kind = self->host->get_extension(self->host, HOST_KIND);
  return BATON_OK;
}

static baton_status_t BATON_CALL start(const baton_instance_t *instance, baton_error_t *err) {
  (void)instance, (void)err;
  return BATON_OK;
}

static void BATON_CALL stop(const baton_instance_t *instance) { (void)instance; }
static void BATON_CALL destroy(const baton_instance_t *instance) { free(instance->plugin_data); }

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

static const baton_instance_t *BATON_CALL create(const baton_factory_t *factory, const baton_create_t *params,
                                                 baton_error_t *err) {
  (void)factory, (void)err;
  strategy_t *self = (strategy_t *)calloc(1, sizeof *self);
  if (self == NULL) return NULL;
  self->host = params->host;
  setting(params->config_json, "behaviour", self->behaviour, sizeof self->behaviour);
  setting(params->config_json, "go", self->go, sizeof self->go);
  setting(params->config_json, "intent", self->intent, sizeof self->intent);
  self->instance.descriptor = &kDescriptor;
  self->instance.plugin_data = self;
  self->instance.init = init;
  self->instance.start = start;
  self->instance.stop = stop;
  self->instance.destroy = destroy;
  self->instance.get_extension = get_extension;
  return &self->instance;
}

static const baton_factory_t kFactory = {count, descriptor, create};

static baton_status_t BATON_CALL library_init(baton_str_t bundle_dir, baton_error_t *err) {
  (void)bundle_dir, (void)err;
  return BATON_OK;
}

static void BATON_CALL library_deinit(void) {}

static const void *BATON_CALL get_factory(const char *id) { return strcmp(id, KIND_FACTORY) == 0 ? &kFactory : NULL; }

static const baton_entry_t kEntry = {{BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
                                     {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
                                     library_init,
                                     library_deinit,
                                     get_factory};

BATON_EXPORT const baton_entry_t *BATON_CALL baton_entry_v0(void);
BATON_EXPORT const baton_entry_t *BATON_CALL baton_entry_v0(void) { return &kEntry; }
