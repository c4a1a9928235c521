/* SPDX-License-Identifier: MIT
 *
 * other_major.c - exports the entry of another ABI major only.
 */
#define ENTRY_SYMBOL baton_entry_v1
#include "skeleton.h"
