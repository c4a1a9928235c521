/* SPDX-License-Identifier: MIT
 *
 * proposes_what_is_not.c - proposes an action that does not exist.
 */
#include <baton/baton.h>
static baton_status_t suggest(baton_op_id_t op, uint64_t revision, baton_owner_action_t action, const char *lane,
                              const char *agent);
#define PROPOSE return suggest(call->op_id, view->revision, 99, NULL, NULL)
#include "tests/abi/bad_plugins/skeleton.h"

#include "tests/abi/validate/ownership/suggest.h"
