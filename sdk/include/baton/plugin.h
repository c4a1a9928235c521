/* SPDX-License-Identifier: MIT
 *
 * plugin.h - descriptor, factory and instance. One shape for every kind of plugin.
 */
#ifndef BATON_PLUGIN_H_
#define BATON_PLUGIN_H_

#include "host.h"

BATON_BEGIN_C

/* Static: must stay valid and unchanged from entry->init to entry->deinit. Append-only. */
typedef struct baton_descriptor {
  uint32_t struct_size;
  uint32_t reserved0;
  baton_str_t id;            /* "com.acme.round-robin", shipped ones "l1-owns": stable for ever, part of stored data */
  baton_str_t name;
  baton_str_t vendor;
  baton_str_t version;       /* semver of the plugin, not of the ABI */
  baton_str_t config_schema; /* JSON Schema text; see config rules in sdk/README.md */
  baton_str_t capabilities;  /* JSON array of capability ids the instance will ask for */
} baton_descriptor_t;

/* Lifecycle of one instance:
 *
 *   create -> init -> start -> (calls) -> stop -> start ... -> stop -> destroy
 *
 * destroy is legal in every state except "started"; stop has a time budget (the host abandons an instance
 * that exceeds it and refuses its id until restart). */
typedef struct baton_instance baton_instance_t;
struct baton_instance {
  const baton_descriptor_t *descriptor;
  void *plugin_data; /* the plugin's; the host never looks inside */

  /* First moment the host may be called. [strand & created] */
  baton_status_t(BATON_CALL *init)(const baton_instance_t *self, baton_error_t *err);

  /* Take resources, begin work. Calls of the instance's kind may follow. [strand & initialised] */
  baton_status_t(BATON_CALL *start)(const baton_instance_t *self, baton_error_t *err);

  /* On return: no thread, timer or callback of this instance is alive, and every pending
   * operation has been completed or will be reported by the host as CANCELLED.
   * [strand & started] */
  void(BATON_CALL *stop)(const baton_instance_t *self);

  /* [strand & !started] */
  void(BATON_CALL *destroy)(const baton_instance_t *self);

  /* Kind interfaces and optional interfaces, by id. Same answer every time after init.
   * [any-thread & initialised] */
  const void *(BATON_CALL *get_extension)(const baton_instance_t *self, const char *id);
};

/* Everything an instance is born with. Borrowed for the duration of create; copy what you keep. */
typedef struct baton_create {
  uint32_t struct_size;
  uint32_t reserved0;
  const baton_host_t *host;  /* outlives the instance */
  baton_str_t descriptor_id; /* which of the factory's descriptors */
  baton_str_t instance_id;   /* "whatsapp-eu": unique in the host, stable over restarts */
  baton_str_t config_json;   /* already validated against config_schema, defaults filled in */
} baton_create_t;

typedef struct baton_factory baton_factory_t;
struct baton_factory {
  /* [init] */
  uint32_t(BATON_CALL *count)(const baton_factory_t *self);
  /* NULL when index is out of range. [init] */
  const baton_descriptor_t *(BATON_CALL *descriptor)(const baton_factory_t *self, uint32_t index);
  /* Must not call the host. NULL on failure, with *err filled in. [any-thread] */
  const baton_instance_t *(BATON_CALL *create)(const baton_factory_t *self,
                                               const baton_create_t *params, baton_error_t *err);
};

/* Handed to every operation. Borrowed: valid only until the function that received it returns;
 * copy op_id if the work goes on. */
typedef struct baton_call {
  uint32_t struct_size;
  uint32_t budget_ms;          /* time left, 0 = none; relative so that it survives a process hop */
  baton_op_id_t op_id;
  uint32_t attempt;            /* 1 on the first try */
  uint32_t reserved0;
  baton_str_t idempotency_key; /* the same over all attempts */
  baton_str_t trace_id;
} baton_call_t;

BATON_END_C

#endif /* BATON_PLUGIN_H_ */
