/* SPDX-License-Identifier: MIT
 *
 * looks_for_a_nul.c - reads a text until a NUL comes.
 */
#include <stddef.h>
static volatile size_t length;
#define PROPOSE length = strlen(view->case_id.data); return keep(call->op_id, view->revision)
#include "tests/abi/bad_plugins/skeleton.h"
