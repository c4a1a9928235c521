/* SPDX-License-Identifier: MIT
 *
 * descriptor_null.c - its factory promises two descriptors and has one.
 */
#define DESCRIPTOR_COUNT 2u
#include "skeleton.h"
