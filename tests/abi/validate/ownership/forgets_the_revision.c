/* SPDX-License-Identifier: MIT
 *
 * forgets_the_revision.c - answers for no revision.
 */
#define PROPOSE return keep(call->op_id, 0)
#include "tests/abi/bad_plugins/skeleton.h"
