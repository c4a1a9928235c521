/* SPDX-License-Identifier: MIT
 *
 * unresolved.c - needs a function that nobody has.
 */
int baton_test_function_that_nobody_has(void);
#define ON_INIT if (baton_test_function_that_nobody_has() != 0) trace("impossible")
#include "skeleton.h"
