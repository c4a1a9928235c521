/* SPDX-License-Identifier: MIT
 *
 * keeps_what_it_was_lent.c - compares each case with the one before, of which it kept the address only.
 */
#include <baton/baton.h>
#define MORE_STATE baton_str_t last;
static volatile int same;
static int is_the_same(baton_str_t case_id);
#define PROPOSE same = is_the_same(view->case_id); return keep(call->op_id, view->revision)
#include "tests/abi/bad_plugins/skeleton.h"

static int is_the_same(baton_str_t case_id) {
  const baton_str_t last = asked->last;
  asked->last = case_id;
  return last.data != NULL && last.size == case_id.size && memcmp(last.data, case_id.data, last.size) == 0;
}
