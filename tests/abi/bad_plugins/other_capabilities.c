/* SPDX-License-Identifier: MIT
 *
 * other_capabilities.c - its descriptor asks for more than its manifest.
 */
#define CAPABILITIES "[\"baton.http/1\"]"
#include "skeleton.h"
