/* SPDX-License-Identifier: MIT
 *
 * slow.c - the first question of an instance takes 1.2 s.
 */
#define _GNU_SOURCE
#include <unistd.h>
#define MORE_STATE int questions;
#define PROPOSE if (asked->questions++ == 0) usleep(1200 * 1000); return keep(call->op_id, view->revision)
#include "tests/abi/bad_plugins/skeleton.h"
