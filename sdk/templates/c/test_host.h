/* SPDX-License-Identifier: MIT
 *
 * test_host.h - a host as small as the test of one plugin needs: it makes an instance and records what fails. Tables of
 * the kind, and of services that the plugin asks for, are the test's own. The test is the strand.
 */
#ifndef TEST_HOST_H_
#define TEST_HOST_H_

#include <baton/baton.h>

#include <stdlib.h>
#include <string.h>

#include "check.h"

/* The host's tables beyond log and host-calls; NULL for what is not offered. Written by the test. */
static const void *test_table(const char *id);

static struct {
  unsigned log_lines, failures;
  baton_op_id_t failed_op;
  baton_error_t failure;
} told;

static uint32_t BATON_CALL log_enabled(const baton_host_t *host, baton_log_level_t level) {
  (void)host;
  (void)level;
  return 1;
}

static void BATON_CALL log_write(const baton_host_t *host, baton_log_level_t level, baton_str_t message,
                                 baton_str_t fields_json) {
  (void)host;
  (void)level;
  (void)message;
  (void)fields_json;
  ++told.log_lines;
}

static void BATON_CALL calls_fail(const baton_host_t *host, baton_op_id_t op_id, const baton_error_t *err) {
  (void)host;
  ++told.failures;
  told.failed_op = op_id;
  told.failure = *err;
}

static uint32_t BATON_CALL calls_is_cancelled(const baton_host_t *host, baton_op_id_t op_id) {
  (void)host;
  (void)op_id;
  return 0;
}

static void BATON_CALL calls_progress(const baton_host_t *host, baton_op_id_t op_id, uint32_t permille,
                                      baton_str_t note) {
  (void)host;
  (void)op_id;
  (void)permille;
  (void)note;
}

static const void *BATON_CALL host_extension(const baton_host_t *host, const char *id) {
  static const baton_log_t kLog = {log_enabled, log_write};
  static const baton_host_calls_t kCalls = {calls_fail, calls_is_cancelled, calls_progress};
  (void)host;
  if (strcmp(id, BATON_LOG) == 0) return &kLog;
  if (strcmp(id, BATON_HOST_CALLS) == 0) return &kCalls;
  return test_table(id);
}

static const baton_host_t kHost = {
    .abi = {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
    .get_extension = host_extension,
};

static inline baton_str_t text(const char *from) {
  const baton_str_t made = {from, strlen(from)};
  return made;
}

/* Is it this very text? */
static inline int is(baton_str_t from, const char *wanted) {
  return from.size == strlen(wanted) && memcmp(from.data, wanted, from.size) == 0;
}

static inline baton_error_t empty_error(void) {
  baton_error_t err;
  memset(&err, 0, sizeof err);
  err.struct_size = sizeof err;
  return err;
}

/* An operation of the test's choice. */
static inline baton_call_t call_of(baton_op_id_t op_id) {
  baton_call_t call;
  memset(&call, 0, sizeof call);
  call.struct_size = sizeof call;
  call.op_id = op_id;
  call.budget_ms = 5000;
  call.attempt = 1;
  call.idempotency_key = text("key-1");
  return call;
}

/* The instance that these settings make; NULL when they make none. */
static inline const baton_instance_t *created(const char *factory_id, const char *config_json) {
  const baton_factory_t *factory = (const baton_factory_t *)baton_entry_v0()->get_factory(factory_id);
  baton_error_t err = empty_error();
  baton_create_t params;
  memset(&params, 0, sizeof params);
  params.struct_size = sizeof params;
  params.host = &kHost;
  params.instance_id = text("under-test");
  params.config_json = text(config_json);
  if (factory == NULL || factory->count(factory) != 1) return NULL;
  params.descriptor_id = factory->descriptor(factory, 0)->id;
  return factory->create(factory, &params, &err);
}

/* The same, initialised and started; the program ends when that fails. */
static inline const baton_instance_t *started(const char *factory_id, const char *config_json) {
  const baton_instance_t *instance = created(factory_id, config_json);
  baton_error_t err = empty_error();
  if (instance == NULL || instance->init(instance, &err) != BATON_OK || instance->start(instance, &err) != BATON_OK) {
    fprintf(stderr, "FAILED: no instance: %.*s\n", (int)err.message_size, err.message);
    exit(1);
  }
  return instance;
}

static inline void ended(const baton_instance_t *instance) {
  instance->stop(instance);
  instance->destroy(instance);
}

#endif /* TEST_HOST_H_ */
