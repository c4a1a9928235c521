/* SPDX-License-Identifier: MIT
 *
 * init_fails.c - init of the instance fails.
 */
#define INIT_STATUS BATON_PERMISSION_DENIED
#include "skeleton.h"
