/* SPDX-License-Identifier: MIT
 *
 * summarizer.c - a brief that fills every field; its intent says what the conversation looked like, field by field.
 */
#include "reads_case.h"

#define PLUGIN_ID "com.example.reference-summarizer"
#define FACTORY BATON_SUMMARIZER_FACTORY
#define SCHEMA "{\"type\":\"object\",\"additionalProperties\":false}"
#define CAPABILITIES "[]"

static const baton_host_summarizer_t *answers;

static void read_transcript(const baton_transcript_t *transcript) {
  uint32_t i;
  NOTHING_GROWN(transcript, baton_transcript_t);
  N(transcript, revision), S(transcript, language), N(transcript, max_chars);
  if (transcript->view != NULL) read_view(transcript->view);
  for (i = 0; i < transcript->event_count; ++i) read_event(transcript->events[i]);
}

static baton_status_t BATON_CALL summarize(const baton_instance_t *self, const baton_call_t *call,
                                           const baton_transcript_t *transcript, baton_error_t *err) {
  baton_brief_item_t detail, step, evidence;
  const baton_brief_item_t *details[1] = {&detail}, *steps[1] = {&step}, *proofs[1] = {&evidence};
  baton_brief_t brief;
  (void)self, (void)err;
  turn("asked"), read_call(call), read_transcript(transcript);
  NEW(detail), NEW(step), NEW(evidence), NEW(brief);
  detail.label = text("order"), detail.value = text("17"), detail.source_sequence = 1;
  step.label = text("asked"), step.value = text("for a picture"), step.source_sequence = 2;
  evidence.label = text("picture"), evidence.value = text("torn box"), evidence.source_name = text("upload");
  brief.steps_state = BATON_STEPS_LISTED;
  brief.revision = transcript->revision;
  brief.intent = on_page(), brief.intent_source_sequence = 1;
  brief.segment = text("pro"), brief.status = text("open"), brief.reason = text("as asked");
  brief.next_action = text("answer"), brief.decision_needed = text("refund?");
  brief.details = details, brief.detail_count = 1;
  brief.steps = steps, brief.step_count = 1;
  brief.evidence = proofs, brief.evidence_count = 1;
  brief.withheld_count = 2;
  answers->summarized(host, call->op_id, &brief);
  return BATON_OK;
}

static const void *extension(const char *id) {
  static const baton_summarizer_t kSummarizer = {summarize};
  return strcmp(id, BATON_SUMMARIZER) == 0 ? &kSummarizer : NULL;
}

static baton_status_t begin(void) {
  answers = (const baton_host_summarizer_t *)host->get_extension(host, BATON_HOST_SUMMARIZER);
  return answers != NULL ? BATON_OK : BATON_NOT_SUPPORTED;
}

#include "life.h"
