/* SPDX-License-Identifier: MIT
 *
 * factory_hole.c - its factory cannot create.
 */
#define CREATE NULL
#include "skeleton.h"
