/* SPDX-License-Identifier: MIT
 *
 * fails.c - returns an error whose message is longer than it says.
 */
#define PROPOSE return fill(err, BATON_RATE_LIMITED)
#include "skeleton.h"
