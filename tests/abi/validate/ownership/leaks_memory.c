/* SPDX-License-Identifier: MIT
 *
 * leaks_memory.c - each instance leaves 8 KB behind.
 */
static void leave_some_behind(void);
#define ON_CREATE leave_some_behind()
#include "tests/abi/bad_plugins/skeleton.h"

static void *volatile last_left;

static void leave_some_behind(void) {
  last_left = malloc(8192);
  if (last_left != NULL) memset(last_left, 1, 8192);
}
