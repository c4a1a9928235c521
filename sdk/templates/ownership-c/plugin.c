/* SPDX-License-Identifier: MIT
 *
 * plugin.c - glue between rule.h and the ownership kind: from the case view to people, and back to a proposal.
 */
#include <stdlib.h>
#include <string.h>

#include "glue.h"
#include "json.h"
#include "rule.h"

typedef struct least_busy_plugin {
  instance_t base;
  uint32_t max_load_permille;
  const baton_host_ownership_t *answers;
  const baton_log_t *log;
} least_busy_plugin_t;

static baton_status_t create(instance_t *self, baton_str_t config_json, baton_error_t *err) {
  least_busy_plugin_t *plugin = (least_busy_plugin_t *)self;
  const json_t settings = json_read(config_json.data, config_json.size);
  long long limit;
  if (!json_integer(json_member(settings, "max_load_permille"), 1, 1000, &limit))
    return say(err, BATON_INVALID_ARGUMENT, "max_load_permille is no number from 1 to 1000");
  plugin->max_load_permille = (uint32_t)limit;
  return BATON_OK;
}

static baton_status_t init(instance_t *self, baton_error_t *err) {
  least_busy_plugin_t *plugin = (least_busy_plugin_t *)self;
  plugin->answers = (const baton_host_ownership_t *)ask_host(self, BATON_HOST_OWNERSHIP);
  plugin->log = (const baton_log_t *)ask_host(self, BATON_LOG);
  if (plugin->answers == NULL) return say(err, BATON_NOT_SUPPORTED, "the host takes no proposals");
  return BATON_OK;
}

static void stop(instance_t *self) { (void)self; }
static void destroy(instance_t *self) { (void)self; }

static int same(baton_str_t a, baton_str_t b) { return a.size == b.size && memcmp(a.data, b.data, a.size) == 0; }

static int contains(const baton_str_t *texts, uint32_t count, baton_str_t wanted) {
  uint32_t i;
  for (i = 0; i < count; ++i)
    if (same(texts[i], wanted)) return 1;
  return 0;
}

/* The candidates as the rule sees them; freed by free(). NULL when there are none, or no memory. */
static person_t *people_of(const baton_case_view_t *view, baton_str_t lane) {
  person_t *people = (person_t *)calloc(view->candidate_count, sizeof *people);
  uint32_t i;
  if (people == NULL) return NULL;
  for (i = 0; i < view->candidate_count; ++i) {
    const baton_candidate_t *one = view->candidates[i];
    people[i].agent_id = one->agent_id.data;
    people[i].agent_size = one->agent_id.size;
    people[i].holds_lane = contains(one->lanes, one->lane_count, lane);
    people[i].speaks_language =
        view->language.size == 0 || contains(one->languages, one->language_count, view->language);
    people[i].load_milliunits = one->load_milliunits;
    people[i].capacity_milliunits = one->capacity_milliunits;
    people[i].idle_since_unix_ms = one->idle_since_unix_ms;
  }
  return people;
}

/* Answered before it returns, hence OK; who thinks longer returns BATON_PENDING and answers later. */
static baton_status_t BATON_CALL propose(const baton_instance_t *self, const baton_call_t *call,
                                         const baton_case_view_t *view, baton_error_t *err) {
  const least_busy_plugin_t *plugin = (const least_busy_plugin_t *)self->plugin_data;
  baton_proposal_t proposal;
  person_t *people = NULL;
  (void)err;
  memset(&proposal, 0, sizeof proposal); /* says KEEP, the safe answer, until told otherwise */
  proposal.struct_size = sizeof proposal;
  proposal.revision = view->revision;
  proposal.model = TEXT("least_busy");
  if (view->trigger != NULL && view->trigger->wanted_lane.size > 0) {
    const baton_str_t lane = view->trigger->wanted_lane;
    const person_t *best;
    people = people_of(view, lane);
    best = people == NULL ? NULL : least_busy(people, view->candidate_count, plugin->max_load_permille);
    if (best != NULL) {
      proposal.action = BATON_OWNER_AGENT;
      proposal.agent_id.data = best->agent_id;
      proposal.agent_id.size = best->agent_size;
      proposal.reason = TEXT("least busy in the lane who speaks the customer's language");
    } else {
      proposal.action = BATON_OWNER_LANE;
      proposal.lane = lane;
      proposal.reason = TEXT("nobody in the lane is free; its lead holds the thread");
      if (plugin->log != NULL)
        plugin->log->write(plugin->base.host, BATON_LOG_INFO, TEXT("nobody is free"), (baton_str_t){NULL, 0});
    }
  }
  plugin->answers->proposed(plugin->base.host, call->op_id, &proposal);
  free(people);
  return BATON_OK;
}

static const void *extension(const char *id) {
  static const baton_ownership_t kOwnership = {propose};
  return strcmp(id, BATON_OWNERSHIP) == 0 ? &kOwnership : NULL;
}

const plugin_t kPlugin = {BATON_OWNERSHIP_FACTORY, sizeof(least_busy_plugin_t), create, init, stop, destroy, extension};
