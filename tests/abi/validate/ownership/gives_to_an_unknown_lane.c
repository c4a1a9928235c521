/* SPDX-License-Identifier: MIT
 *
 * gives_to_an_unknown_lane.c - proposes a lane that was not offered.
 */
#include <baton/baton.h>
static baton_status_t suggest(baton_op_id_t op, uint64_t revision, baton_owner_action_t action, const char *lane,
                              const char *agent);
#define PROPOSE return suggest(call->op_id, view->revision, BATON_OWNER_LANE, "sales", NULL)
#include "tests/abi/bad_plugins/skeleton.h"

#include "tests/abi/validate/ownership/suggest.h"
