/* SPDX-License-Identifier: MIT
 *
 * leaks_files.c - every hundredth instance leaves a file open.
 */
#define _GNU_SOURCE
#include <fcntl.h>
static void leave_a_file_open(void);
#define ON_CREATE leave_a_file_open()
#include "tests/abi/bad_plugins/skeleton.h"

static void leave_a_file_open(void) {
  static int made_so_far;
  if (made_so_far++ % 100 == 0 && open("/dev/null", O_RDONLY | O_CLOEXEC) < 0) trace("no file");
}
