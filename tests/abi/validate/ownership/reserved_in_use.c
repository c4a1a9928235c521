/* SPDX-License-Identifier: MIT
 *
 * reserved_in_use.c - puts something into a field that is reserved.
 */
#define DESCRIPTOR_RESERVED 7
#include "tests/abi/bad_plugins/skeleton.h"
