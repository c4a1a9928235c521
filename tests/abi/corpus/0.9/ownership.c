/* SPDX-License-Identifier: MIT
 *
 * ownership.c - a strategy that proposes what it was shown: the whole case stands in the reason it gives.
 */
#include "reads_case.h"

#define PLUGIN_ID "com.example.reference-ownership"
#define FACTORY BATON_OWNERSHIP_FACTORY
#define SCHEMA "{\"type\":\"object\",\"additionalProperties\":false}"
#define CAPABILITIES "[]"

static const baton_host_ownership_t *answers;

static baton_status_t BATON_CALL propose(const baton_instance_t *self, const baton_call_t *call,
                                         const baton_case_view_t *view, baton_error_t *err) {
  baton_proposed_work_t first, second;
  const baton_proposed_work_t *work[2] = {&first, &second};
  baton_proposal_t proposal;
  (void)self, (void)err;
  turn("asked"), read_call(call), read_view(view);
  NEW(first), NEW(second), NEW(proposal);
  first.work_type = 1, first.lane = text("lane-1"), first.agent_id = text("agent-1"), first.question = text("what?");
  second.work_type = 3, second.lane = text("lane-2");
  proposal.action = BATON_OWNER_AGENT;
  proposal.revision = view->revision;
  proposal.lane = view->lane;
  proposal.agent_id = view->candidate_count != 0 ? view->candidates[view->candidate_count - 1]->agent_id : text("me");
  proposal.model = text("reference");
  proposal.reason = on_page();
  proposal.work_items = work, proposal.work_item_count = 2;
  proposal.writers = BATON_WRITERS_OWNER;
  proposal.update_every_ms = 3600000;
  proposal.confidence_permille = 875;
  answers->proposed(host, call->op_id, &proposal);
  return BATON_OK;
}

static const void *extension(const char *id) {
  static const baton_ownership_t kOwnership = {propose};
  return strcmp(id, BATON_OWNERSHIP) == 0 ? &kOwnership : NULL;
}

static baton_status_t begin(void) {
  answers = (const baton_host_ownership_t *)host->get_extension(host, BATON_HOST_OWNERSHIP);
  return answers != NULL ? BATON_OK : BATON_NOT_SUPPORTED;
}

#include "life.h"
