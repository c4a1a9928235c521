/* SPDX-License-Identifier: MIT
 * The whole plugin through its tables, as a host drives it.
 */
#include "test_host.h"

static struct {
  unsigned count;
  baton_op_id_t op_id;
  baton_owner_action_t action;
  uint64_t revision;
  char agent_id[32], lane[32];
} proposed;

static void keep(char *target, size_t room, baton_str_t from) {
  const size_t size = from.size < room - 1 ? from.size : room - 1;
  if (size > 0) memcpy(target, from.data, size);
  target[size] = '\0';
}

static void BATON_CALL on_proposed(const baton_host_t *host, baton_op_id_t op_id, const baton_proposal_t *proposal) {
  (void)host;
  ++proposed.count;
  proposed.op_id = op_id;
  proposed.action = proposal->action;
  proposed.revision = proposal->revision;
  keep(proposed.agent_id, sizeof proposed.agent_id, proposal->agent_id);
  keep(proposed.lane, sizeof proposed.lane, proposal->lane);
}

static const void *test_table(const char *id) {
  static const baton_host_ownership_t kAnswers = {on_proposed};
  return strcmp(id, BATON_HOST_OWNERSHIP) == 0 ? &kAnswers : NULL;
}

static void ask(const baton_instance_t *instance, baton_op_id_t op_id, const char *wanted_lane, uint32_t load) {
  const baton_ownership_t *table = (const baton_ownership_t *)instance->get_extension(instance, BATON_OWNERSHIP);
  const baton_str_t lanes[] = {text("technical")}, languages[] = {text("en")};
  const baton_call_t call = call_of(op_id);
  const baton_candidate_t *candidates[1];
  baton_candidate_t tess;
  baton_trigger_t trigger;
  baton_case_view_t view;
  baton_error_t err = empty_error();
  memset(&tess, 0, sizeof tess);
  memset(&trigger, 0, sizeof trigger);
  memset(&view, 0, sizeof view);
  tess.struct_size = sizeof tess;
  tess.agent_id = text("tess");
  tess.lanes = lanes;
  tess.lane_count = 1;
  tess.languages = languages;
  tess.language_count = 1;
  tess.load_milliunits = load;
  tess.capacity_milliunits = 5000;
  candidates[0] = &tess;
  trigger.struct_size = sizeof trigger;
  trigger.wanted_lane = text(wanted_lane);
  view.struct_size = sizeof view;
  view.revision = 31;
  view.language = text("en");
  view.trigger = &trigger;
  view.candidates = candidates;
  view.candidate_count = 1;
  memset(&proposed, 0, sizeof proposed);
  expect(table->propose(instance, &call, &view, &err) == BATON_OK, "the question is answered at once");
  expect(proposed.count == 1 && proposed.op_id == op_id && proposed.revision == 31, "once, for its case as it was");
}

int main(void) {
  const baton_instance_t *instance = started(BATON_OWNERSHIP_FACTORY, "{\"max_load_permille\": 800}");
  ask(instance, 5, "technical", 1000);
  expect(proposed.action == BATON_OWNER_AGENT && strcmp(proposed.agent_id, "tess") == 0, "tess has room");
  ask(instance, 6, "technical", 4500);
  expect(proposed.action == BATON_OWNER_LANE && strcmp(proposed.lane, "technical") == 0, "tess has none: the lead");
  expect(told.log_lines == 1, "and the operator can see why");
  ask(instance, 7, "", 0);
  expect(proposed.action == BATON_OWNER_KEEP, "who asks for no lane changes nothing");
  expect(told.failures == 0, "nothing failed");
  ended(instance);
  expect(created(BATON_OWNERSHIP_FACTORY, "{\"max_load_permille\": \"many\"}") == NULL, "wrong settings make none");
  return done();
}
