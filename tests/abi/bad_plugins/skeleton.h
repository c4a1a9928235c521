/* SPDX-License-Identifier: MIT
 *
 * skeleton.h - a whole ownership plugin that behaves. Each file that includes it defines one macro to misbehave at one
 * place. What is called is written to `trace` in the bundle's folder, so that a test can see the unwinding.
 *
 * Each instance has memory of its own. `asked` is the one that was called on this thread, with its `host` and
 * `host_ownership`; a thread of the plugin's own calls enter() before it uses them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <baton/baton.h>

#define STR(text) {text, sizeof(text) - 1}

#ifndef ENTRY_SYMBOL
#define ENTRY_SYMBOL baton_entry_v0
#endif
#ifndef ABI
#define ABI {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH}
#endif
#ifndef ABI_MIN
#define ABI_MIN ABI
#endif
#ifndef ID
#define ID "test-plugin"
#endif
#ifndef VERSION
#define VERSION "1.0.0"
#endif
#ifndef SCHEMA
#define SCHEMA "{\"type\":\"object\",\"additionalProperties\":false}"
#endif
#ifndef CAPABILITIES
#define CAPABILITIES "[]"
#endif
#ifndef LIBRARY_STATUS
#define LIBRARY_STATUS BATON_OK
#endif
#ifndef ON_LIBRARY_INIT
#define ON_LIBRARY_INIT
#endif
#ifndef INIT_STATUS
#define INIT_STATUS BATON_OK
#endif
#ifndef START_STATUS
#define START_STATUS BATON_OK
#endif
#ifndef ON_CREATE
#define ON_CREATE
#endif
#ifndef ON_INIT
#define ON_INIT
#endif
#ifndef ON_START
#define ON_START
#endif
#ifndef ON_STOP
#define ON_STOP
#endif
#ifndef ON_DESTROY
#define ON_DESTROY
#endif
#ifndef MORE_STATE
#define MORE_STATE
#endif
#ifndef DESCRIPTOR_COUNT
#define DESCRIPTOR_COUNT 1u
#endif
#ifndef DESCRIPTOR_STORAGE
#define DESCRIPTOR_STORAGE static const
#endif
#ifndef DESCRIPTOR_RESERVED
#define DESCRIPTOR_RESERVED 0
#endif
#ifndef DESCRIPTOR_AT
#define DESCRIPTOR_AT index == 0 ? &kDescriptor : NULL
#endif
#ifndef FACTORY
#define FACTORY &kFactory
#endif
#ifndef FACTORY_OF
#define FACTORY_OF strcmp(id, BATON_OWNERSHIP_FACTORY) == 0 ? FACTORY : NULL
#endif
#ifndef INSTANCE
#define INSTANCE &made->instance
#endif
#ifndef ENTRY
#define ENTRY &kEntry
#endif
#ifndef DESTROY
#define DESTROY destroy
#endif
#ifndef DEINIT
#define DEINIT library_deinit
#endif
#ifndef CREATE
#define CREATE create
#endif
#ifndef INTERFACE
#define INTERFACE &kOwnership
#endif
#ifndef EXTENSION_OF
#define EXTENSION_OF strcmp(id, BATON_OWNERSHIP) == 0 ? INTERFACE : NULL
#endif
#ifndef PROPOSE
#define PROPOSE return keep(call->op_id, view->revision)
#endif

struct mine {
  baton_instance_t instance;
  const baton_host_t *host;
  const baton_host_ownership_t *host_ownership;
  MORE_STATE
};

static char trace_file[4096];
static _Thread_local struct mine *asked;
static _Thread_local const baton_host_t *host;
static _Thread_local const baton_host_ownership_t *host_ownership;

static void enter(const baton_instance_t *self) {
  asked = (struct mine *)self->plugin_data;
  host = asked->host;
  host_ownership = asked->host_ownership;
}

static void trace(const char *what) {
  FILE *file = fopen(trace_file, "a");
  if (file == NULL) return;
  fprintf(file, "%s\n", what);
  fclose(file);
}

static baton_status_t fill(baton_error_t *err, baton_status_t status) {
  if (status == BATON_OK || err == NULL) return status;
  err->status = status;
  if (err->struct_size < sizeof *err) return status;
  memcpy(err->message, "on purpose \xE2", 12); /* what is behind the size is no UTF-8 and is nobody's */
  err->message_size = 10;
  return status;
}

DESCRIPTOR_STORAGE baton_descriptor_t kDescriptor = {
    sizeof(baton_descriptor_t), DESCRIPTOR_RESERVED, STR(ID), STR("test"), STR("nobody"), STR(VERSION), STR(SCHEMA),
    STR(CAPABILITIES)};

static baton_status_t keep(baton_op_id_t op, uint64_t revision) {
  baton_proposal_t proposal;
  memset(&proposal, 0, sizeof proposal);
  proposal.struct_size = sizeof proposal;
  proposal.revision = revision;
  host_ownership->proposed(host, op, &proposal);
  return BATON_OK;
}

static baton_status_t BATON_CALL propose(const baton_instance_t *self, const baton_call_t *call,
                                         const baton_case_view_t *view, baton_error_t *err) {
  (void)call, (void)view, (void)err, (void)keep;
  enter(self);
  PROPOSE;
}

static const baton_ownership_t kOwnership = {propose};

static const void *BATON_CALL get_extension(const baton_instance_t *self, const char *id) {
  (void)id, (void)kOwnership;
  enter(self);
  return EXTENSION_OF;
}

static baton_status_t BATON_CALL init(const baton_instance_t *self, baton_error_t *err) {
  enter(self);
  trace("init");
  asked->host_ownership = (const baton_host_ownership_t *)host->get_extension(host, BATON_HOST_OWNERSHIP);
  host_ownership = asked->host_ownership;
  ON_INIT;
  return fill(err, INIT_STATUS);
}

static baton_status_t BATON_CALL start(const baton_instance_t *self, baton_error_t *err) {
  enter(self);
  trace("start");
  ON_START;
  return fill(err, START_STATUS);
}

static void BATON_CALL stop(const baton_instance_t *self) {
  enter(self);
  trace("stop");
  ON_STOP;
}

static void BATON_CALL destroy(const baton_instance_t *self) {
  enter(self);
  trace("destroy");
  ON_DESTROY;
  free(asked);
  asked = NULL;
}

static uint32_t BATON_CALL count(const baton_factory_t *self) {
  (void)self;
  return DESCRIPTOR_COUNT;
}

static const baton_descriptor_t *BATON_CALL descriptor(const baton_factory_t *self, uint32_t index) {
  (void)self, (void)index;
  return DESCRIPTOR_AT;
}

static const baton_instance_t *BATON_CALL create(const baton_factory_t *self, const baton_create_t *params,
                                                 baton_error_t *err) {
  struct mine *made = (struct mine *)calloc(1, sizeof *made);
  const baton_instance_t *answer = NULL;
  (void)self, (void)destroy;
  trace("create");
  if (made != NULL) {
    made->host = params->host;
    made->instance.descriptor = &kDescriptor;
    made->instance.plugin_data = made;
    made->instance.init = init;
    made->instance.start = start;
    made->instance.stop = stop;
    made->instance.destroy = DESTROY;
    made->instance.get_extension = get_extension;
    enter(&made->instance);
    ON_CREATE;
    answer = INSTANCE;
  }
  if (answer != NULL) return answer;
  free(made);
  fill(err, BATON_UNAVAILABLE);
  return NULL;
}

static const baton_factory_t kFactory = {count, descriptor, CREATE};

static baton_status_t BATON_CALL library_init(baton_str_t bundle_dir, baton_error_t *err) {
  (void)create;
  snprintf(trace_file, sizeof trace_file, "%.*s/trace", (int)bundle_dir.size, bundle_dir.data);
  trace("library-init");
  ON_LIBRARY_INIT;
  return fill(err, LIBRARY_STATUS);
}

static void BATON_CALL library_deinit(void) { trace("library-deinit"); }

static const void *BATON_CALL get_factory(const char *id) {
  (void)id, (void)kFactory;
  return FACTORY_OF;
}

static const baton_entry_t kEntry = {ABI, ABI_MIN, library_init, DEINIT, get_factory};

BATON_EXPORT const baton_entry_t *BATON_CALL ENTRY_SYMBOL(void);
BATON_EXPORT const baton_entry_t *BATON_CALL ENTRY_SYMBOL(void) {
  (void)kEntry, (void)library_deinit;
  return ENTRY;
}
