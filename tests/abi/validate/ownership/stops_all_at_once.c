/* SPDX-License-Identifier: MIT
 *
 * stops_all_at_once.c - when one instance stops, none answers any more.
 */
static int running;
#define ON_START running = 1
#define ON_STOP running = 0
#define PROPOSE if (!running) return BATON_PENDING; return keep(call->op_id, view->revision)
#include "tests/abi/bad_plugins/skeleton.h"
