/* SPDX-License-Identifier: MIT
 *
 * init_pending.c - init answers PENDING, which it may not.
 */
#define INIT_STATUS BATON_PENDING
#include "skeleton.h"
