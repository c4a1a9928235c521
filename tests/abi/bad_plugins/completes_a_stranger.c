/* SPDX-License-Identifier: MIT
 *
 * completes_a_stranger.c - answers an operation that never was, besides its own.
 */
#define PROPOSE keep(call->op_id + 123456789u * 1024u, 0); keep(0, 0); return keep(call->op_id, view->revision)
#include "skeleton.h"
