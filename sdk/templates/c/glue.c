/* SPDX-License-Identifier: MIT
 *
 * glue.c - entry, factory and the life of an instance; see glue.h.
 */
#include "glue.h"

#include <stdlib.h>
#include <string.h>

#include "{{id}}_manifest.h"
#include "{{id}}_schema.h"

baton_str_t text_of(const char *text) {
  const baton_str_t made = {text, text == NULL ? 0 : strlen(text)};
  return made;
}

int text_is(baton_str_t text, const char *wanted) {
  return text.data != NULL && text.size == strlen(wanted) && memcmp(text.data, wanted, text.size) == 0;
}

static uint32_t put(char *target, size_t room, const char *text) {
  const size_t size = strlen(text);
  memcpy(target, text, size < room ? size : room);
  return (uint32_t)(size < room ? size : room);
}

baton_status_t say_code(baton_error_t *err, baton_status_t status, const char *message, const char *code) {
  if (err == NULL || err->struct_size < sizeof *err) return status; /* nothing is written past struct_size */
  err->status = status;
  err->message_size = put(err->message, sizeof err->message, message);
  err->code_size = put(err->code, sizeof err->code, code);
  return status;
}

baton_status_t say(baton_error_t *err, baton_status_t status, const char *message) {
  return say_code(err, status, message, "");
}

const void *ask_host(const instance_t *self, const char *id) { return self->host->get_extension(self->host, id); }

/* Equal to plugin.json and config.schema.json, which the generated headers are made of: the host compares them. */
static const baton_descriptor_t kDescriptor = {
    .struct_size = sizeof(baton_descriptor_t),
    .id = {kPluginId, sizeof kPluginId - 1},
    .name = {kPluginName, sizeof kPluginName - 1},
    .vendor = {kPluginVendor, sizeof kPluginVendor - 1},
    .version = {kPluginVersion, sizeof kPluginVersion - 1},
    .config_schema = {kConfigSchema, sizeof kConfigSchema - 1},
    .capabilities = {kCapabilities, sizeof kCapabilities - 1},
};

static instance_t *of(const baton_instance_t *table) { return (instance_t *)table->plugin_data; }

static baton_status_t BATON_CALL init(const baton_instance_t *self, baton_error_t *err) {
  return kPlugin.init(of(self), err);
}

static baton_status_t BATON_CALL start(const baton_instance_t *self, baton_error_t *err) {
  (void)self;
  (void)err;
  return BATON_OK;
}

static void BATON_CALL stop(const baton_instance_t *self) { kPlugin.stop(of(self)); }

static void BATON_CALL destroy(const baton_instance_t *self) {
  kPlugin.destroy(of(self));
  free(of(self));
}

static const void *BATON_CALL get_extension(const baton_instance_t *self, const char *id) {
  (void)self;
  return kPlugin.extension(id);
}

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
  instance_t *made = (instance_t *)calloc(1, kPlugin.instance_size);
  (void)self;
  if (made == NULL) {
    say(err, BATON_UNAVAILABLE, "out of memory");
    return NULL;
  }
  made->host = params->host; /* outlives the instance; everything else in params is borrowed */
  made->table.descriptor = &kDescriptor;
  made->table.plugin_data = made;
  made->table.init = init;
  made->table.start = start;
  made->table.stop = stop;
  made->table.destroy = destroy;
  made->table.get_extension = get_extension;
  if (kPlugin.create(made, params->config_json, err) == BATON_OK) return &made->table;
  destroy(&made->table);
  return NULL;
}

static const baton_factory_t kFactory = {count, descriptor, create};

static baton_status_t BATON_CALL library_init(baton_str_t bundle_dir, baton_error_t *err) {
  (void)bundle_dir;
  (void)err;
  return BATON_OK;
}

static void BATON_CALL library_deinit(void) {}

static const void *BATON_CALL get_factory(const char *factory_id) {
  return strcmp(factory_id, kPlugin.factory_id) == 0 ? &kFactory : NULL;
}

static const baton_entry_t kEntry = {
    .abi = {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
    .abi_min = {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
    .init = library_init,
    .deinit = library_deinit,
    .get_factory = get_factory,
};

const baton_entry_t *BATON_CALL baton_entry_v0(void) { return &kEntry; }
