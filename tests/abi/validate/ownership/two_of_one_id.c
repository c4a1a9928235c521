/* SPDX-License-Identifier: MIT
 *
 * two_of_one_id.c - two of its descriptors have one id.
 */
#define DESCRIPTOR_COUNT 2u
#define DESCRIPTOR_AT index < 2 ? &kDescriptor : NULL
#include "tests/abi/bad_plugins/skeleton.h"
