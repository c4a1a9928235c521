/* SPDX-License-Identifier: MIT
 *
 * wants_known_values.c - refuses a priority that its own headers do not know.
 */
#define PROPOSE \
  if (view->priority > 100) return fill(err, BATON_INVALID_ARGUMENT); \
  return keep(call->op_id, view->revision)
#include "tests/abi/bad_plugins/skeleton.h"
