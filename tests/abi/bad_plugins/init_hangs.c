/* SPDX-License-Identifier: MIT
 *
 * init_hangs.c - init never returns.
 */
#include <unistd.h>
#define ON_INIT for (;;) pause()
#include "skeleton.h"
