/* SPDX-License-Identifier: MIT
 *
 * offers_now_and_then.c - offers an interface every other time.
 */
#define MORE_STATE unsigned times;
#define EXTENSION_OF \
  strcmp(id, BATON_OWNERSHIP) == 0 || (strcmp(id, BATON_CANCELLATION) == 0 && asked->times++ % 2) ? INTERFACE : NULL
#include "tests/abi/bad_plugins/skeleton.h"
