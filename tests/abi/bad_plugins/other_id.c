/* SPDX-License-Identifier: MIT
 *
 * other_id.c - its descriptor has another id than its manifest.
 */
#define ID "other-plugin"
#include "skeleton.h"
