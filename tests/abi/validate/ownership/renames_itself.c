/* SPDX-License-Identifier: MIT
 *
 * renames_itself.c - its descriptor changes once there is an instance.
 */
#define DESCRIPTOR_STORAGE static
#define ON_CREATE kDescriptor.name.size = 2
#include "tests/abi/bad_plugins/skeleton.h"
