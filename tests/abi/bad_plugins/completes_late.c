/* SPDX-License-Identifier: MIT
 *
 * completes_late.c - answers each operation while it is asked the next one.
 */
#define PROPOSE static baton_op_id_t last; if (last != 0) keep(last, 0); last = call->op_id; return BATON_PENDING
#include "skeleton.h"
