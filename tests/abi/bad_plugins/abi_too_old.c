/* SPDX-License-Identifier: MIT
 *
 * abi_too_old.c - built with an earlier 0.x minor than its manifest says.
 */
#define ABI {0, 8, 0}
#include "skeleton.h"
