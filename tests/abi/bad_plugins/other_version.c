/* SPDX-License-Identifier: MIT
 *
 * other_version.c - its descriptor states another version than its manifest.
 */
#define VERSION "2.0.0"
#include "skeleton.h"
