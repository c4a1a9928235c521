/* SPDX-License-Identifier: MIT
 *
 * no_entry.c - a library that is no plugin.
 */
#include <baton/abi.h>

BATON_EXPORT int something_else(void);
BATON_EXPORT int something_else(void) { return 1; }
