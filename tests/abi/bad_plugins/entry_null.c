/* SPDX-License-Identifier: MIT
 *
 * entry_null.c - its entry returns NULL.
 */
#define ENTRY NULL
#include "skeleton.h"
