/* SPDX-License-Identifier: MIT
 *
 * wants_known_sizes.c - refuses a record that is larger than its own headers say.
 */
#define PROPOSE \
  if (view->struct_size != sizeof *view) return fill(err, BATON_INVALID_ARGUMENT); \
  return keep(call->op_id, view->revision)
#include "tests/abi/bad_plugins/skeleton.h"
