/* SPDX-License-Identifier: MIT
 *
 * plugin.c - glue between rule.h and the classifier kind: from an event to words, and back to labels.
 */
#include <stdlib.h>
#include <string.h>

#include "glue.h"
#include "json.h"
#include "rule.h"

enum { kPhraseMaxCount = 1000 }; /* as in config.schema.json */

typedef struct phrase_plugin {
  instance_t base;
  char *intent;
  uint32_t score_permille;
  char *phrases[kPhraseMaxCount]; /* as words; the first NULL is the end */
  const baton_host_classifier_t *answers;
} phrase_plugin_t;

static char *words_of_value(json_t value) {
  size_t size = 0;
  char *text = json_text(value, &size), *words = text == NULL ? NULL : words_of(text, size);
  free(text);
  return words;
}

/* What it made is freed by destroy, also when it fails half-way. */
static baton_status_t create(instance_t *self, baton_str_t config_json, baton_error_t *err) {
  phrase_plugin_t *plugin = (phrase_plugin_t *)self;
  const json_t settings = json_read(config_json.data, config_json.size);
  const json_t phrases = json_member(settings, "phrases");
  long long score;
  size_t i;
  plugin->intent = json_text(json_member(settings, "intent"), NULL);
  if (plugin->intent == NULL || !json_integer(json_member(settings, "score_permille"), 1, 1000, &score))
    return say(err, BATON_INVALID_ARGUMENT, "intent or score_permille is missing");
  plugin->score_permille = (uint32_t)score;
  for (i = 0; i < kPhraseMaxCount && json_item(phrases, i).at != NULL; ++i) {
    plugin->phrases[i] = words_of_value(json_item(phrases, i));
    if (plugin->phrases[i] == NULL) return say(err, BATON_INVALID_ARGUMENT, "a phrase is no text");
  }
  return BATON_OK;
}

/* What a schema cannot say is an error of init, with the setting's JSON pointer as its code. */
static baton_status_t init(instance_t *self, baton_error_t *err) {
  phrase_plugin_t *plugin = (phrase_plugin_t *)self;
  size_t i;
  plugin->answers = (const baton_host_classifier_t *)ask_host(self, BATON_HOST_CLASSIFIER);
  if (plugin->answers == NULL) return say(err, BATON_NOT_SUPPORTED, "the host takes no labels");
  for (i = 0; i < kPhraseMaxCount && plugin->phrases[i] != NULL; ++i)
    if (strcmp(plugin->phrases[i], " ") == 0)
      return say_code(err, BATON_INVALID_ARGUMENT, "a phrase has no word", "/phrases");
  return BATON_OK;
}

static void stop(instance_t *self) { (void)self; }

static void destroy(instance_t *self) {
  phrase_plugin_t *plugin = (phrase_plugin_t *)self;
  size_t i;
  for (i = 0; i < kPhraseMaxCount && plugin->phrases[i] != NULL; ++i) free(plugin->phrases[i]);
  free(plugin->intent);
}

static int said(const phrase_plugin_t *plugin, const char *words) {
  size_t i;
  for (i = 0; i < kPhraseMaxCount && plugin->phrases[i] != NULL; ++i)
    if (says(words, plugin->phrases[i])) return 1;
  return 0;
}

static baton_status_t BATON_CALL classify(const baton_instance_t *self, const baton_call_t *call,
                                          const baton_event_t *event, baton_error_t *err) {
  const phrase_plugin_t *plugin = (const phrase_plugin_t *)self->plugin_data;
  const int wrote = event->kind == BATON_EVENT_CUSTOMER_MESSAGE || event->kind == BATON_EVENT_CUSTOMER_EDITED;
  const baton_label_t *labels[1];
  baton_label_t label;
  uint32_t count = 0;
  if (wrote && event->text.size > 0) {
    char *words = words_of(event->text.data, event->text.size);
    if (words == NULL) return say(err, BATON_UNAVAILABLE, "out of memory");
    count = said(plugin, words) ? 1 : 0;
    free(words);
  }
  memset(&label, 0, sizeof label);
  label.struct_size = sizeof label;
  label.scheme = TEXT("intent");
  label.value = text_of(plugin->intent);
  label.score_permille = plugin->score_permille;
  labels[0] = &label;
  plugin->answers->classified(plugin->base.host, call->op_id, labels, count); /* none: nothing to say */
  return BATON_OK;
}

static const void *extension(const char *id) {
  static const baton_classifier_t kClassifier = {classify};
  return strcmp(id, BATON_CLASSIFIER) == 0 ? &kClassifier : NULL;
}

const plugin_t kPlugin = {BATON_CLASSIFIER_FACTORY, sizeof(phrase_plugin_t), create, init, stop, destroy, extension};
