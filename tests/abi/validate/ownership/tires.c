/* SPDX-License-Identifier: MIT
 *
 * tires.c - crashes at the 300th question.
 */
#define MORE_STATE int questions;
#define PROPOSE if (++asked->questions == 300) abort(); return keep(call->op_id, view->revision)
#include "tests/abi/bad_plugins/skeleton.h"
