/* SPDX-License-Identifier: MIT
 *
 * glue.h - what every plugin in C has, so that plugin.c holds only what is its own. glue.c makes the entry, the factory
 * and the life of an instance of what plugin.c says in `kPlugin`.
 */
#ifndef GLUE_H_
#define GLUE_H_

#include <baton/baton.h>

/* The plugin's own struct begins with this, so that a pointer to one is a pointer to the other. */
typedef struct instance {
  baton_instance_t table;   /* stands first: what the host holds is a pointer to it */
  const baton_host_t *host; /* good until destroy; may be asked from init on */
} instance_t;

typedef struct plugin {
  const char *factory_id; /* BATON_OWNERSHIP_FACTORY or another kind's */
  size_t instance_size;   /* of the plugin's own struct; it is zeroed before create */

  /* Reads the settings, which fit the schema. Must not call the host. A status other than BATON_OK, with `err` filled
   * in, makes no instance; `destroy` is called then as well. */
  baton_status_t (*create)(instance_t *self, baton_str_t config_json, baton_error_t *err);
  /* Asks the host for what it needs. */
  baton_status_t (*init)(instance_t *self, baton_error_t *err);
  /* Forgets what is under way: the host reports it as cancelled. */
  void (*stop)(instance_t *self);
  /* Frees what create made; the instance itself is freed by glue.c. */
  void (*destroy)(instance_t *self);
  /* The tables that the plugin offers, by id; NULL for every other. */
  const void *(*extension)(const char *id);
} plugin_t;

extern const plugin_t kPlugin; /* plugin.c */

/* A literal as a text of the ABI. */
#define TEXT(literal) ((baton_str_t){(literal), sizeof(literal) - 1})

/* A text that ends with NUL; NULL is "absent". */
baton_str_t text_of(const char *text);
/* Is it this very text? */
int text_is(baton_str_t text, const char *wanted);

/* Fills the caller's record and returns `status`. `message`: for operators, no secret, no customer text; what is longer
 * than its field is cut. `err` may be NULL. */
baton_status_t say(baton_error_t *err, baton_status_t status, const char *message);
/* The same with a code: the remote system's own, or the JSON pointer of a setting. */
baton_status_t say_code(baton_error_t *err, baton_status_t status, const char *message, const char *code);

/* A table of the host, or NULL when it does not offer it. */
const void *ask_host(const instance_t *self, const char *id);

#endif /* GLUE_H_ */
