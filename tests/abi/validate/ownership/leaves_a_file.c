/* SPDX-License-Identifier: MIT
 *
 * leaves_a_file.c - a file of the library stays open when the library has been left.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#define ON_LIBRARY_INIT if (open("/dev/null", O_RDONLY | O_CLOEXEC) < 0) trace("no file")
#include "tests/abi/bad_plugins/skeleton.h"
