/* SPDX-License-Identifier: MIT
 *
 * entry_hole.c - one function of its entry table is NULL.
 */
#define DEINIT NULL
#include "skeleton.h"
