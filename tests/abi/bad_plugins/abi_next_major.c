/* SPDX-License-Identifier: MIT
 *
 * abi_next_major.c - built for ABI 1.0, where the host still is at 0.x.
 */
#define ABI {1, 0, 0}
#define ABI_MIN {0, 9, 0}
#include "skeleton.h"
