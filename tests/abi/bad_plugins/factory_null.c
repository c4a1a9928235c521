/* SPDX-License-Identifier: MIT
 *
 * factory_null.c - has no factory of the kind that its manifest names.
 */
#define FACTORY NULL
#include "skeleton.h"
