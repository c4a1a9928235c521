/* SPDX-License-Identifier: MIT
 *
 * abi_too_new.c - built with a later 0.x minor than its manifest says.
 */
#define ABI {0, 10, 0}
#define ABI_MIN {0, 9, 0}
#include "skeleton.h"
