/* SPDX-License-Identifier: MIT
 *
 * completes_nothing.c - says OK and hands over nothing.
 */
#define PROPOSE return BATON_OK
#include "skeleton.h"
