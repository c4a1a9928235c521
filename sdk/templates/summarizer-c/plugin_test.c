/* SPDX-License-Identifier: MIT
 * The whole plugin through its tables, as a host drives it.
 */
#include "test_host.h"

static struct {
  unsigned count, details, steps;
  uint64_t revision, intent_source, step_source;
  baton_steps_state_t steps_state;
  int has_status, has_number, has_question, has_intent;
} made;

static void BATON_CALL on_summarized(const baton_host_t *host, baton_op_id_t op_id, const baton_brief_t *brief) {
  (void)host;
  (void)op_id;
  ++made.count;
  made.revision = brief->revision;
  made.has_intent = brief->intent.size > 0;
  made.intent_source = brief->intent_source_sequence;
  made.has_status = brief->status.size > 0;
  made.has_question = is(brief->decision_needed, "Where is it?");
  made.details = brief->detail_count;
  made.has_number = brief->detail_count > 0 && is(brief->details[0]->value, "ORD-123456");
  made.steps = brief->step_count;
  made.step_source = brief->step_count > 0 ? brief->steps[0]->source_sequence : 0;
  made.steps_state = brief->steps_state;
}

static const void *test_table(const char *id) {
  static const baton_host_summarizer_t kAnswers = {on_summarized};
  return strcmp(id, BATON_HOST_SUMMARIZER) == 0 ? &kAnswers : NULL;
}

static baton_event_t event_of(baton_event_kind_t kind, const char *author, const char *words, uint64_t sequence) {
  baton_event_t event;
  memset(&event, 0, sizeof event);
  event.struct_size = sizeof event;
  event.kind = kind;
  event.author_id = text(author);
  event.text = text(words);
  event.sequence = sequence;
  return event;
}

static void ask(const baton_instance_t *instance, const baton_event_t *const *events, uint32_t count) {
  const baton_summarizer_t *table = (const baton_summarizer_t *)instance->get_extension(instance, BATON_SUMMARIZER);
  const baton_call_t call = call_of(5);
  baton_error_t err = empty_error();
  baton_trigger_t trigger;
  baton_case_view_t view;
  baton_transcript_t transcript;
  memset(&trigger, 0, sizeof trigger);
  memset(&view, 0, sizeof view);
  memset(&transcript, 0, sizeof transcript);
  trigger.struct_size = sizeof trigger;
  trigger.question = text("Where is it?");
  view.struct_size = sizeof view;
  view.status = BATON_CASE_ESCALATED;
  view.trigger = &trigger;
  transcript.struct_size = sizeof transcript;
  transcript.revision = 31;
  transcript.view = &view;
  transcript.events = events;
  transcript.event_count = count;
  memset(&made, 0, sizeof made);
  expect(table->summarize(instance, &call, &transcript, &err) == BATON_OK && made.count == 1, "answered once");
  expect(made.revision == 31, "for the case as it was");
}

int main(void) {
  const baton_instance_t *instance = started(BATON_SUMMARIZER_FACTORY, "{\"max_numbers\": 8}");
  const baton_event_t first = event_of(BATON_EVENT_CUSTOMER_MESSAGE, "", "ORD-123456 is late.", 1);
  const baton_event_t courtesy = event_of(BATON_EVENT_BOT_MESSAGE, "host", "Thank you, a person takes over.", 2);
  const baton_event_t reply = event_of(BATON_EVENT_AGENT_MESSAGE, "agent:ana", "I look it up.", 3);
  const baton_event_t *const events[] = {&first, &courtesy, &reply};
  ask(instance, events, 3);
  expect(made.has_intent && made.intent_source == 1, "what the customer began with");
  expect(made.details == 1 && made.has_number, "the number they named");
  expect(made.steps == 1 && made.step_source == 3, "courtesy words of the host are no step");
  expect(made.steps_state == BATON_STEPS_LISTED && made.has_question, "steps and question are there");
  ask(instance, NULL, 0);
  expect(made.has_intent && made.has_status, "a brief is never without intent and status (B2)");
  expect(made.steps_state == BATON_STEPS_NONE, "none attempted is a value");
  ended(instance);
  expect(created(BATON_SUMMARIZER_FACTORY, "{\"max_numbers\": 65}") == NULL, "wrong settings make no instance");
  return done();
}
