/* SPDX-License-Identifier: MIT
 *
 * abi_inverted.c - says it needs a host newer than the headers it was built with.
 */
#define ABI_MIN {0, 10, 0}
#include "skeleton.h"
