/* SPDX-License-Identifier: MIT
 *
 * abi_zero.c - forgot to say which host it needs: abi_min is zero.
 */
#define ABI_MIN {0, 0, 0}
#include "skeleton.h"
