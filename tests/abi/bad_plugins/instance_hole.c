/* SPDX-License-Identifier: MIT
 *
 * instance_hole.c - one function of its instance is NULL.
 */
#define DESTROY NULL
#include "skeleton.h"
