/* SPDX-License-Identifier: MIT
 *
 * has_a_small_buffer.c - copies what was said into 4 KB, however long it is.
 */
#include <baton/baton.h>
static volatile uint64_t sum;
static void add_up(baton_str_t text);
#define PROPOSE add_up(view->trigger->reason); return keep(call->op_id, view->revision)
#include "tests/abi/bad_plugins/skeleton.h"

static void add_up(baton_str_t text) {
  volatile char copy[4096];
  for (uint64_t i = 0; i < text.size; ++i) copy[i] = text.data[i];
  for (uint64_t i = 0; i < sizeof copy && i < text.size; ++i) sum += (unsigned char)copy[i];
}
