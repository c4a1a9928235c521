/* SPDX-License-Identifier: MIT
 *
 * reads_absent_texts.c - looks at the first letter of a text that may be absent.
 */
static volatile char first;
#define PROPOSE first = view->lane.data[0]; return keep(call->op_id, view->revision)
#include "tests/abi/bad_plugins/skeleton.h"
