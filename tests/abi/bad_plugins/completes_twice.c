/* SPDX-License-Identifier: MIT
 *
 * completes_twice.c - hands over the same result twice.
 */
#define PROPOSE keep(call->op_id, view->revision); return keep(call->op_id, view->revision)
#include "skeleton.h"
