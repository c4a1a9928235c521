/* SPDX-License-Identifier: MIT
 *
 * changes_the_environment.c - gives the whole process another word in its environment.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#define ON_LIBRARY_INIT setenv("BATON_TEST_WORD", "1", 1)
#include "tests/abi/bad_plugins/skeleton.h"
