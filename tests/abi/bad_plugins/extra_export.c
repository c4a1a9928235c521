/* SPDX-License-Identifier: MIT
 *
 * extra_export.c - exports a helper beside its entry, which could take the place of another library's.
 */
#include "skeleton.h"

BATON_EXPORT int leaked_helper(void);
BATON_EXPORT int leaked_helper(void) { return 1; }
