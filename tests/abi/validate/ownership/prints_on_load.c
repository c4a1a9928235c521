/* SPDX-License-Identifier: MIT
 *
 * prints_on_load.c - greets on standard output.
 */
#define ON_LIBRARY_INIT puts("hello")
#include "tests/abi/bad_plugins/skeleton.h"
