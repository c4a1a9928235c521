/* SPDX-License-Identifier: MIT
 *
 * entry.h - the one symbol that a plugin library exports, and the version of the contract.
 */
#ifndef BATON_ENTRY_H_
#define BATON_ENTRY_H_

#include "types.h"

BATON_BEGIN_C

/* While the major is 0 a host loads only plugins of its own minor: the contract is still being proved by the
 * shipped connectors and strategies. From 1.0 on a host accepts every plugin of its major whose abi_min it reaches. */
#define BATON_ABI_MAJOR 0
#define BATON_ABI_MINOR 9
#define BATON_ABI_PATCH 0

typedef struct baton_entry {
  baton_version_t abi;     /* headers this library was built with */
  baton_version_t abi_min; /* oldest host it can work with */

  /* Once per process, before anything else. `bundle_dir` is absolute, UTF-8 and borrowed.
   * If it fails, deinit is not called and nothing else in the library is. [init] */
  baton_status_t(BATON_CALL *init)(baton_str_t bundle_dir, baton_error_t *err);

  /* Once, after the last instance is destroyed. [init] */
  void(BATON_CALL *deinit)(void);

  /* The table behind a factory id (one per kind, see kind/), NULL when the library has no such factory.
   * Static; valid until deinit. [init] */
  const void *(BATON_CALL *get_factory)(const char *factory_id);
} baton_entry_t;

/* A function, not a variable: every language that can build a shared library can export one.
 * The major version is in the name, so one library may serve hosts of two majors. Same answer every time. [init] */
typedef const baton_entry_t *(BATON_CALL *baton_entry_fn)(void);
#define BATON_ENTRY_SYMBOL "baton_entry_v0"
BATON_EXPORT const baton_entry_t *BATON_CALL baton_entry_v0(void);

BATON_END_C

#endif /* BATON_ENTRY_H_ */
