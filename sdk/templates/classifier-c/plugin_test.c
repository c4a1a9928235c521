/* SPDX-License-Identifier: MIT
 * The whole plugin through its tables, as a host drives it.
 */
#include "test_host.h"

static struct {
  unsigned count, labels;
  int is_refund;
  uint32_t score_permille;
} said;

static void BATON_CALL on_classified(const baton_host_t *host, baton_op_id_t op_id, const baton_label_t *const *labels,
                                     uint32_t label_count) {
  (void)host;
  (void)op_id;
  ++said.count;
  said.labels = label_count;
  if (label_count == 0) return;
  said.is_refund = is(labels[0]->scheme, "intent") && is(labels[0]->value, "refund");
  said.score_permille = labels[0]->score_permille;
}

static const void *test_table(const char *id) {
  static const baton_host_classifier_t kAnswers = {on_classified};
  return strcmp(id, BATON_HOST_CLASSIFIER) == 0 ? &kAnswers : NULL;
}

static void ask(const baton_instance_t *instance, baton_event_kind_t kind, const char *words) {
  const baton_classifier_t *table = (const baton_classifier_t *)instance->get_extension(instance, BATON_CLASSIFIER);
  const baton_call_t call = call_of(5);
  baton_error_t err = empty_error();
  baton_event_t event;
  memset(&event, 0, sizeof event);
  event.struct_size = sizeof event;
  event.kind = kind;
  event.text = text(words);
  memset(&said, 0, sizeof said);
  expect(table->classify(instance, &call, &event, &err) == BATON_OK && said.count == 1, "answered at once, and once");
}

int main(void) {
  const baton_instance_t *instance =
      started(BATON_CLASSIFIER_FACTORY,
              "{\"intent\": \"refund\", \"phrases\": [\"no\", \"what i paid\"], \"score_permille\": 900}");
  const baton_instance_t *wordless =
      created(BATON_CLASSIFIER_FACTORY, "{\"intent\": \"refund\", \"phrases\": [\"?!\"], \"score_permille\": 900}");
  baton_error_t err = empty_error();
  ask(instance, BATON_EVENT_CUSTOMER_MESSAGE, "You still have what I paid!");
  expect(said.labels == 1 && said.is_refund && said.score_permille == 900, "the intent is named, as surely as said");
  ask(instance, BATON_EVENT_CUSTOMER_MESSAGE, "Hello");
  expect(said.labels == 0, "nothing to say is an answer");
  ask(instance, BATON_EVENT_AGENT_MESSAGE, "What I paid");
  expect(said.labels == 0, "our own words have no intent");
  ended(instance);

  expect(wordless->init(wordless, &err) == BATON_INVALID_ARGUMENT, "a phrase without a word starts nothing");
  expect(err.code_size == 8 && memcmp(err.code, "/phrases", 8) == 0, "and the operator is told which setting it is");
  wordless->destroy(wordless);
  expect(created(BATON_CLASSIFIER_FACTORY, "{\"phrases\": [1]}") == NULL, "wrong settings make no instance");
  return done();
}
