/* SPDX-License-Identifier: MIT
 *
 * malformed_result.c - hands over a proposal whose sentence is not UTF-8.
 */
#define PROPOSE return broken(call->op_id)
#include <baton/baton.h>
static baton_status_t broken(baton_op_id_t op);
#include "skeleton.h"

static baton_status_t broken(baton_op_id_t op) {
  baton_proposal_t proposal;
  memset(&proposal, 0, sizeof proposal);
  proposal.struct_size = sizeof proposal;
  proposal.reason.data = "\xC3\x28";
  proposal.reason.size = 2;
  host_ownership->proposed(host, op, &proposal);
  return BATON_OK;
}
