/* SPDX-License-Identifier: MIT
 *
 * nothing.c - a library of its own, for a plugin that needs one.
 */
#include <stdint.h>

uint64_t baton_test_nothing(void);
uint64_t baton_test_nothing(void) { return 0; }
