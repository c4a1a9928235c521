/* SPDX-License-Identifier: MIT
 *
 * hangs.c - never returns from a call.
 */
#include <unistd.h>
#define PROPOSE for (;;) pause(); return BATON_OK
#include "skeleton.h"
