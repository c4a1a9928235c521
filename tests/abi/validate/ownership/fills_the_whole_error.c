/* SPDX-License-Identifier: MIT
 *
 * fills_the_whole_error.c - writes the whole error record, however small the host says that it is.
 */
#include <baton/baton.h>
static baton_status_t fill_all(void *err);
#define PROPOSE return fill_all(err)
#include "tests/abi/bad_plugins/skeleton.h"

static baton_status_t fill_all(void *err) {
  const baton_error_t whole = {sizeof whole, BATON_UNAVAILABLE, 0, 0, 0, 0, 0, "", ""};
  memcpy(err, &whole, sizeof whole);
  return BATON_UNAVAILABLE;
}
