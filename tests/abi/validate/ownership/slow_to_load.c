/* SPDX-License-Identifier: MIT
 *
 * slow_to_load.c - init of the library takes longer than it should, and less than it may.
 */
#define _GNU_SOURCE
#include <unistd.h>
#define ON_LIBRARY_INIT usleep(150 * 1000)
#include "tests/abi/bad_plugins/skeleton.h"
