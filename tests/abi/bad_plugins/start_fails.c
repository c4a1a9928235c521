/* SPDX-License-Identifier: MIT
 *
 * start_fails.c - start fails.
 */
#define START_STATUS BATON_UNAVAILABLE
#include "skeleton.h"
