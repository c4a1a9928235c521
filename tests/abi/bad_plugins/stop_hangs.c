/* SPDX-License-Identifier: MIT
 *
 * stop_hangs.c - stop never returns.
 */
#include <unistd.h>
#define ON_STOP for (;;) pause()
#include "skeleton.h"
