/* SPDX-License-Identifier: MIT
 *
 * library_init_fails.c - init of the library fails.
 */
#define LIBRARY_STATUS BATON_UNAVAILABLE
#include "skeleton.h"
