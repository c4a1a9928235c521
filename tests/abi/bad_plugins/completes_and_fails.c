/* SPDX-License-Identifier: MIT
 *
 * completes_and_fails.c - hands over a result and returns an error.
 */
#define PROPOSE keep(call->op_id, view->revision); return fill(err, BATON_UNAVAILABLE)
#include "skeleton.h"
