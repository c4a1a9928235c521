/* SPDX-License-Identifier: MIT
 *
 * unknown_status.c - returns a status that does not exist.
 */
#define PROPOSE return 99
#include "skeleton.h"
