/* SPDX-License-Identifier: MIT
 *
 * no_last_descriptor.c - has a descriptor at every index.
 */
#define DESCRIPTOR_AT &kDescriptor
#include "tests/abi/bad_plugins/skeleton.h"
