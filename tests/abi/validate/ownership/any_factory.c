/* SPDX-License-Identifier: MIT
 *
 * any_factory.c - has the same factory under every id.
 */
#define FACTORY_OF &kFactory
#include "tests/abi/bad_plugins/skeleton.h"
