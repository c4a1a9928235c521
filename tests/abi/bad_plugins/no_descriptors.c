/* SPDX-License-Identifier: MIT
 *
 * no_descriptors.c - its factory knows no plugin.
 */
#define DESCRIPTOR_COUNT 0u
#include "skeleton.h"
