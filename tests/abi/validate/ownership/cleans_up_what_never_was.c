/* SPDX-License-Identifier: MIT
 *
 * cleans_up_what_never_was.c - destroy crashes over an instance that was never started.
 */
#define MORE_STATE int started;
#define ON_START asked->started = 1
#define ON_DESTROY if (!asked->started) abort()
#include "tests/abi/bad_plugins/skeleton.h"
