/* SPDX-License-Identifier: MIT
 *
 * any_extension.c - offers the same interface under every id.
 */
#define EXTENSION_OF INTERFACE
#include "tests/abi/bad_plugins/skeleton.h"
