/* SPDX-License-Identifier: MIT
 *
 * kind_hole.c - the table of its kind has a NULL in it.
 */
#define INTERFACE &kHole
#include <baton/kind/ownership.h>
static const baton_ownership_t kHole = {NULL};
#include "skeleton.h"
