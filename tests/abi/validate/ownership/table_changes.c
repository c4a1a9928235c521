/* SPDX-License-Identifier: MIT
 *
 * table_changes.c - its entry has another table the second time.
 */
#include <baton/baton.h>
static const baton_entry_t *next_entry(void);
#define ENTRY next_entry()
#include "tests/abi/bad_plugins/skeleton.h"

static const baton_entry_t *next_entry(void) {
  static baton_entry_t tables[2];
  static int asked_for;
  tables[asked_for % 2] = kEntry;
  return &tables[asked_for++ % 2];
}
