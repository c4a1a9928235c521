/* SPDX-License-Identifier: MIT
 *
 * plugin.c - the smallest whole plugin, in C11 and without a helper: an ownership strategy that says "the owner stays".
 * Read it once to know what the C++ templates do for you; copy it when your language is neither.
 */
#include <baton/baton.h>

#include <stdlib.h>
#include <string.h>

#define TEXT(literal) {(literal), sizeof(literal) - 1}

/* Equal to plugin.json and config.schema.json beside the library; the host compares them before it makes an instance. */
static const baton_descriptor_t kDescriptor = {
    .struct_size = sizeof(baton_descriptor_t),
    .id = TEXT("com.example.always-keep"),
    .name = TEXT("Always keep"),
    .vendor = TEXT("Example"),
    .version = TEXT("0.1.0"),
    .config_schema = TEXT("{\"type\": \"object\", \"additionalProperties\": false}"),
    .capabilities = TEXT("[]"),
};

/* One instance. The table stands first, so that `self` is also a pointer to the whole. */
typedef struct keeper {
  baton_instance_t table;
  const baton_host_t *host;
  const baton_host_ownership_t *answers;
} keeper_t;

static void say(baton_error_t *err, baton_status_t status, const char *message) {
  const size_t size = strlen(message); /* REQUIRES: shorter than BATON_ERROR_MESSAGE_BYTES */
  if (err == NULL) return;
  err->status = status;
  err->message_size = (uint32_t)size;
  memcpy(err->message, message, size);
}

/* Answered before it returns, hence OK; a strategy that thinks longer returns BATON_PENDING and answers later. */
static baton_status_t BATON_CALL propose(const baton_instance_t *self, const baton_call_t *call,
                                         const baton_case_view_t *view, baton_error_t *err) {
  const keeper_t *keeper = (const keeper_t *)self;
  const baton_str_t model = TEXT("always_keep"), reason = TEXT("this strategy never moves a case");
  baton_proposal_t proposal;
  (void)err;
  memset(&proposal, 0, sizeof proposal);
  proposal.struct_size = sizeof proposal;
  proposal.action = BATON_OWNER_KEEP;
  proposal.revision = view->revision;
  proposal.model = model;
  proposal.reason = reason;
  keeper->answers->proposed(keeper->host, call->op_id, &proposal);
  return BATON_OK;
}

static const baton_ownership_t kOwnership = {propose};

/* The first moment the host may be asked for anything. */
static baton_status_t BATON_CALL init(const baton_instance_t *self, baton_error_t *err) {
  keeper_t *keeper = (keeper_t *)self->plugin_data;
  keeper->answers = (const baton_host_ownership_t *)keeper->host->get_extension(keeper->host, BATON_HOST_OWNERSHIP);
  if (keeper->answers != NULL) return BATON_OK;
  say(err, BATON_NOT_SUPPORTED, "the host takes no proposals");
  return BATON_NOT_SUPPORTED;
}

static baton_status_t BATON_CALL start(const baton_instance_t *self, baton_error_t *err) {
  (void)self;
  (void)err;
  return BATON_OK;
}

static void BATON_CALL stop(const baton_instance_t *self) { (void)self; }

static void BATON_CALL destroy(const baton_instance_t *self) { free(self->plugin_data); }

static const void *BATON_CALL get_extension(const baton_instance_t *self, const char *id) {
  (void)self;
  return strcmp(id, BATON_OWNERSHIP) == 0 ? &kOwnership : NULL;
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
  keeper_t *keeper = (keeper_t *)calloc(1, sizeof *keeper);
  (void)self;
  if (keeper == NULL) {
    say(err, BATON_UNAVAILABLE, "out of memory");
    return NULL;
  }
  keeper->host = params->host; /* outlives the instance; everything else in params is borrowed */
  keeper->table.descriptor = &kDescriptor;
  keeper->table.plugin_data = keeper;
  keeper->table.init = init;
  keeper->table.start = start;
  keeper->table.stop = stop;
  keeper->table.destroy = destroy;
  keeper->table.get_extension = get_extension;
  return &keeper->table;
}

static const baton_factory_t kFactory = {count, descriptor, create};

static baton_status_t BATON_CALL library_init(baton_str_t bundle_dir, baton_error_t *err) {
  (void)bundle_dir;
  (void)err;
  return BATON_OK;
}

static void BATON_CALL library_deinit(void) {}

static const void *BATON_CALL get_factory(const char *factory_id) {
  return strcmp(factory_id, BATON_OWNERSHIP_FACTORY) == 0 ? &kFactory : NULL;
}

static const baton_entry_t kEntry = {
    .abi = {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
    .abi_min = {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH},
    .init = library_init,
    .deinit = library_deinit,
    .get_factory = get_factory,
};

const baton_entry_t *BATON_CALL baton_entry_v0(void) { return &kEntry; }
