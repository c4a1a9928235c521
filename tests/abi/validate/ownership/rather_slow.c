/* SPDX-License-Identifier: MIT
 *
 * rather_slow.c - the first question of an instance takes 20 ms.
 */
#define _GNU_SOURCE
#include <unistd.h>
#define MORE_STATE int questions;
#define PROPOSE if (asked->questions++ == 0) usleep(20 * 1000); return keep(call->op_id, view->revision)
#include "tests/abi/bad_plugins/skeleton.h"
