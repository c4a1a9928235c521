/* SPDX-License-Identifier: MIT
 *
 * suggest.h - a proposal of any kind, for plugins that propose what they must not. Include it after skeleton.h.
 */
static baton_str_t text(const char *from) {
  const baton_str_t made = {from, from == NULL ? 0 : strlen(from)};
  return made;
}

/* With KEEP and a lane it opens work there. */
static baton_status_t suggest(baton_op_id_t op, uint64_t revision, baton_owner_action_t action, const char *lane,
                              const char *agent) {
  baton_proposal_t proposal;
  baton_proposed_work_t work;
  const baton_proposed_work_t *items[] = {&work};
  memset(&proposal, 0, sizeof proposal);
  memset(&work, 0, sizeof work);
  proposal.struct_size = sizeof proposal;
  proposal.revision = revision;
  proposal.action = action;
  work.struct_size = sizeof work;
  if (action == BATON_OWNER_KEEP) {
    work.lane = text(lane);
    work.agent_id = text(agent);
    proposal.work_items = items;
    proposal.work_item_count = 1;
  } else {
    proposal.lane = text(lane);
    proposal.agent_id = text(agent);
  }
  host_ownership->proposed(host, op, &proposal);
  return BATON_OK;
}
