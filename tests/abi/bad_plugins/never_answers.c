/* SPDX-License-Identifier: MIT
 *
 * never_answers.c - says PENDING and nothing after it.
 */
#define PROPOSE return BATON_PENDING
#include "skeleton.h"
