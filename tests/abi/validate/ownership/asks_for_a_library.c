/* SPDX-License-Identifier: MIT
 *
 * asks_for_a_library.c - needs a library that is on no other machine.
 */
#include <stdint.h>
uint64_t baton_test_nothing(void);
#define PROPOSE return keep(call->op_id, view->revision + baton_test_nothing())
#include "tests/abi/bad_plugins/skeleton.h"
