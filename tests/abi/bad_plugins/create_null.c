/* SPDX-License-Identifier: MIT
 *
 * create_null.c - create returns NULL.
 */
#define INSTANCE NULL
#include "skeleton.h"
