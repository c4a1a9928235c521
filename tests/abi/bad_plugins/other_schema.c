/* SPDX-License-Identifier: MIT
 *
 * other_schema.c - its descriptor carries another schema than its manifest.
 */
#define SCHEMA "{\"type\":\"object\"}"
#include "skeleton.h"
