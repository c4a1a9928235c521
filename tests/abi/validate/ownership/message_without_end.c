/* SPDX-License-Identifier: MIT
 *
 * message_without_end.c - returns an error whose message is larger than the record that holds it.
 */
#include <baton/baton.h>
static baton_status_t complain(baton_error_t *err);
#define PROPOSE return complain(err)
#include "tests/abi/bad_plugins/skeleton.h"

static baton_status_t complain(baton_error_t *err) {
  fill(err, BATON_UNAVAILABLE);
  err->message_size = BATON_ERROR_MESSAGE_BYTES + 1;
  return BATON_UNAVAILABLE;
}
