/* SPDX-License-Identifier: MIT
 *
 * fails_when_alone.c - answers with an error where nobody can be given anything.
 */
#define PROPOSE \
  if (view->candidate_count == 0) return fill(err, BATON_NOT_FOUND); \
  return keep(call->op_id, view->revision)
#include "tests/abi/bad_plugins/skeleton.h"
