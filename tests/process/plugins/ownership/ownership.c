/* SPDX-License-Identifier: MIT
 *
 * ownership.c - an ownership strategy that breaks one rule, the one its settings name (O6).
 */
#include <baton/baton.h>
#include <unistd.h>

#include "test.process.ownership_manifest.h"
#include "test.process.ownership_schema.h"

#define KIND BATON_OWNERSHIP
#define HOST_KIND BATON_HOST_OWNERSHIP
#define KIND_FACTORY BATON_OWNERSHIP_FACTORY

static baton_status_t BATON_CALL propose(const baton_instance_t *instance, const baton_call_t *call,
                                         const baton_case_view_t *view, baton_error_t *err);
static const baton_ownership_t kInterface = {propose};

#include "../skeleton.h"

static baton_status_t BATON_CALL propose(const baton_instance_t *instance, const baton_call_t *call,
                                         const baton_case_view_t *view, baton_error_t *err) {
  const strategy_t *self = (const strategy_t *)instance->plugin_data;
  const baton_host_ownership_t *host = (const baton_host_ownership_t *)self->host_kind;
  if (behaves(self, "hangs")) for (;;) pause();
  if (behaves(self, "silent")) return BATON_PENDING;
  if (behaves(self, "fails")) return failed(err, "an exception was stopped at the boundary");
  if (behaves(self, "nothing")) return BATON_OK;

  baton_proposed_work_t work;
  memset(&work, 0, sizeof work);
  work.struct_size = sizeof work;
  work.lane = str("no-such-lane");
  const baton_proposed_work_t *const works[] = {&work};

  baton_proposal_t proposal;
  memset(&proposal, 0, sizeof proposal);
  proposal.struct_size = sizeof proposal;
  proposal.revision = view->revision;
  proposal.reason = str("because");
  if (behaves(self, "nobody")) proposal.action = BATON_OWNER_AGENT; /* and names none */
  if (behaves(self, "no_such_lane")) proposal.action = BATON_OWNER_LANE, proposal.lane = str("no-such-lane");
  if (behaves(self, "no_such_agent")) proposal.action = BATON_OWNER_AGENT, proposal.agent_id = str("nobody-known");
  if (behaves(self, "unknown_action")) proposal.action = 77;
  if (behaves(self, "unskilled_work")) proposal.work_items = works, proposal.work_item_count = 1;
  if (behaves(self, "not_text")) proposal.reason = str("\xC3\x28");
  host->proposed(self->host, call->op_id, &proposal);
  return BATON_OK;
}
