/* SPDX-License-Identifier: MIT
 *
 * life.h - entry, factory and the life of the one instance of a reference plugin. Included last; see reference.h.
 */
#ifndef LIFE_H_
#define LIFE_H_

#include "reference.h"

static baton_instance_t instance;
static int instance_data; /* its address alone: what the host hands back as plugin_data */

static baton_descriptor_t descriptor = {
    .struct_size = sizeof(baton_descriptor_t),
    .id = TEXT(PLUGIN_ID),
    .name = TEXT("Reference of ABI 0.9"),
    .vendor = TEXT("Baton"),
    .version = TEXT("1.0.0"),
    .config_schema = TEXT(SCHEMA),
    .capabilities = TEXT(CAPABILITIES),
};

static baton_status_t BATON_CALL life_init(const baton_instance_t *self, baton_error_t *err) {
  (void)err;
  logger = (const baton_log_t *)host->get_extension(host, BATON_LOG);
  if (self != &instance || self->plugin_data != &instance_data) return BATON_INTERNAL;
  log_page(); /* what create wrote down */
  turn("host"), put_number(" of_ours", is(host->name, "baton-host") || is(host->name, "baton-runner"));
  S(host, version);
  put_number(" knows_a_stranger", host->get_extension(host, "com.example.nobody/1") != NULL);
  put_number(" knows_a_longer_id", host->get_extension(host, BATON_LOG "x") != NULL);
  log_page();
  return begin();
}

static baton_status_t BATON_CALL life_start(const baton_instance_t *self, baton_error_t *err) {
  (void)self, (void)err;
  turn("start"), log_page();
  return BATON_OK;
}

static void BATON_CALL life_stop(const baton_instance_t *self) {
  (void)self;
  turn("stop"), log_page();
}

static void BATON_CALL life_destroy(const baton_instance_t *self) { (void)self; }

static const void *BATON_CALL life_extension(const baton_instance_t *self, const char *id) {
  (void)self;
  return extension(id);
}

static uint32_t BATON_CALL life_count(const baton_factory_t *self) {
  (void)self;
  return 1;
}

static const baton_descriptor_t *BATON_CALL life_descriptor(const baton_factory_t *self, uint32_t index) {
  (void)self;
  return index == 0 ? &descriptor : NULL;
}

static const baton_instance_t *BATON_CALL life_create(const baton_factory_t *self, const baton_create_t *params,
                                                      baton_error_t *err) {
  (void)self, (void)err;
  NOTHING_GROWN(params, baton_create_t);
  host = params->host;
  turn("created"), S(params, descriptor_id), S(params, instance_id), S(params, config_json);
  instance.descriptor = &descriptor;
  instance.plugin_data = &instance_data;
  instance.init = life_init;
  instance.start = life_start;
  instance.stop = life_stop;
  instance.destroy = life_destroy;
  instance.get_extension = life_extension;
  return &instance;
}

static const baton_factory_t kFactory = {life_count, life_descriptor, life_create};

static baton_status_t BATON_CALL library_init(baton_str_t bundle_dir, baton_error_t *err) {
  (void)err;
  return bundle_dir.size > 0 && bundle_dir.data[0] == '/' ? BATON_OK : BATON_INVALID_ARGUMENT;
}

static void BATON_CALL library_deinit(void) {}

static const void *BATON_CALL get_factory(const char *id) { return strcmp(id, FACTORY) == 0 ? &kFactory : NULL; }

static const baton_entry_t kEntry = {{BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
                                     {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
                                     library_init, library_deinit, get_factory};

const baton_entry_t *BATON_CALL baton_entry_v0(void) { return &kEntry; }

#endif /* LIFE_H_ */
