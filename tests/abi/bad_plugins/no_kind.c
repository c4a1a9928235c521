/* SPDX-License-Identifier: MIT
 *
 * no_kind.c - offers nothing of the kind it is made for.
 */
#define INTERFACE NULL
#include "skeleton.h"
