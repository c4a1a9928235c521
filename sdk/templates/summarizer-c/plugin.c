/* SPDX-License-Identifier: MIT
 *
 * plugin.c - glue between rule.h and the summarizer kind: from the transcript to lines, and back to a brief.
 */
#include <stdlib.h>
#include <string.h>

#include "glue.h"
#include "json.h"
#include "rule.h"

typedef struct first_words_plugin {
  instance_t base;
  size_t max_numbers;
  const baton_host_summarizer_t *answers;
} first_words_plugin_t;

static baton_status_t create(instance_t *self, baton_str_t config_json, baton_error_t *err) {
  first_words_plugin_t *plugin = (first_words_plugin_t *)self;
  const json_t settings = json_read(config_json.data, config_json.size);
  long long most;
  if (!json_integer(json_member(settings, "max_numbers"), 0, kNumberMaxCount, &most))
    return say(err, BATON_INVALID_ARGUMENT, "max_numbers is no number from 0 to 64");
  plugin->max_numbers = (size_t)most;
  return BATON_OK;
}

static baton_status_t init(instance_t *self, baton_error_t *err) {
  first_words_plugin_t *plugin = (first_words_plugin_t *)self;
  plugin->answers = (const baton_host_summarizer_t *)ask_host(self, BATON_HOST_SUMMARIZER);
  if (plugin->answers == NULL) return say(err, BATON_NOT_SUPPORTED, "the host takes no briefs");
  return BATON_OK;
}

static void stop(instance_t *self) { (void)self; }
static void destroy(instance_t *self) { (void)self; }

/* Everything a person would call a message; the host's own courtesy words are no step. */
static size_t lines_of(const baton_transcript_t *transcript, line_t *lines) {
  size_t count = 0;
  uint32_t i;
  for (i = 0; i < transcript->event_count; ++i) {
    const baton_event_t *event = transcript->events[i];
    const int ours = event->kind == BATON_EVENT_AGENT_MESSAGE || event->kind == BATON_EVENT_BOT_MESSAGE ||
                     event->kind == BATON_EVENT_WORK_ANSWER;
    const int by_customer = event->kind == BATON_EVENT_CUSTOMER_MESSAGE;
    if (event->text.size == 0 || (!by_customer && (!ours || text_is(event->author_id, "host")))) continue;
    lines[count].by_customer = by_customer;
    lines[count].text = event->text.data;
    lines[count].size = event->text.size;
    lines[count].sequence = event->sequence;
    ++count;
  }
  return count;
}

static baton_str_t text_of_note(note_t note) {
  const baton_str_t text = {note.text, note.size};
  return text;
}

/* Items of the ABI over notes, and the pointers to them that it wants. `label` absent for steps. */
static void lay(const note_t *notes, size_t count, baton_str_t label, baton_brief_item_t *items,
                const baton_brief_item_t **pointers) {
  size_t i;
  for (i = 0; i < count; ++i) {
    memset(&items[i], 0, sizeof items[i]);
    items[i].struct_size = sizeof items[i];
    items[i].label = label;
    items[i].value = text_of_note(notes[i]);
    items[i].source_sequence = notes[i].source;
    pointers[i] = &items[i];
  }
}

static void answer(const first_words_plugin_t *plugin, baton_op_id_t op_id, const baton_transcript_t *transcript,
                   const brief_t *found) {
  const baton_case_view_t *view = transcript->view;
  baton_brief_item_t details[kNumberMaxCount], steps[kStepMaxCount];
  const baton_brief_item_t *detail_pointers[kNumberMaxCount], *step_pointers[kStepMaxCount];
  baton_brief_t brief;
  memset(&brief, 0, sizeof brief);
  lay(found->numbers, found->number_count, TEXT("number"), details, detail_pointers);
  lay(found->steps, found->step_count, text_of(NULL), steps, step_pointers);
  brief.struct_size = sizeof brief;
  brief.revision = transcript->revision;
  brief.intent = text_of_note(found->intent);
  brief.intent_source_sequence = found->intent.source;
  brief.segment = view->segment;
  brief.status = view->status == BATON_CASE_ESCALATED ? TEXT("a specialist is asked") : TEXT("first line has it");
  if (view->trigger != NULL) {
    brief.reason = view->trigger->reason;
    brief.decision_needed = view->trigger->question;
  }
  brief.details = detail_pointers;
  brief.detail_count = (uint32_t)found->number_count;
  brief.steps = step_pointers;
  brief.step_count = (uint32_t)found->step_count;
  brief.steps_state = found->step_count > 0 ? BATON_STEPS_LISTED : BATON_STEPS_NONE; /* "none" is a value */
  plugin->answers->summarized(plugin->base.host, op_id, &brief);
}

static baton_status_t BATON_CALL summarize(const baton_instance_t *self, const baton_call_t *call,
                                           const baton_transcript_t *transcript, baton_error_t *err) {
  const first_words_plugin_t *plugin = (const first_words_plugin_t *)self->plugin_data;
  line_t *lines = (line_t *)malloc((transcript->event_count + 1) * sizeof *lines);
  brief_t brief;
  if (lines == NULL) return say(err, BATON_UNAVAILABLE, "out of memory");
  brief = brief_of(lines, lines_of(transcript, lines), plugin->max_numbers);
  free(lines); /* the notes are pieces of the transcript, which stays until we return */
  answer(plugin, call->op_id, transcript, &brief);
  return BATON_OK;
}

static const void *extension(const char *id) {
  static const baton_summarizer_t kSummarizer = {summarize};
  return strcmp(id, BATON_SUMMARIZER) == 0 ? &kSummarizer : NULL;
}

const plugin_t kPlugin = {
    BATON_SUMMARIZER_FACTORY, sizeof(first_words_plugin_t), create, init, stop, destroy, extension};
