/* SPDX-License-Identifier: MIT
 *
 * two_at_most.c - a third instance beside two others cannot be made.
 */
#include <baton/baton.h>
static int living;
#define ON_CREATE __atomic_add_fetch(&living, 1, __ATOMIC_SEQ_CST)
#define ON_DESTROY __atomic_sub_fetch(&living, 1, __ATOMIC_SEQ_CST)
#define INSTANCE (__atomic_load_n(&living, __ATOMIC_SEQ_CST) <= 2 ? &made->instance : one_less())
static const baton_instance_t *one_less(void);
#include "tests/abi/bad_plugins/skeleton.h"

static const baton_instance_t *one_less(void) {
  __atomic_sub_fetch(&living, 1, __ATOMIC_SEQ_CST);
  return NULL;
}
