/* SPDX-License-Identifier: MIT
 *
 * classifier.c - labels that hold the event as it was shown, in pieces, because a label is short.
 */
#include "reference.h"

#define PLUGIN_ID "com.example.reference-classifier"
#define FACTORY BATON_CLASSIFIER_FACTORY
#define SCHEMA "{\"type\":\"object\",\"additionalProperties\":false}"
#define CAPABILITIES "[]"

enum { PIECE_BYTES = 400, PIECES = 16 };

static const baton_host_classifier_t *answers;

static baton_status_t BATON_CALL classify(const baton_instance_t *self, const baton_call_t *call,
                                          const baton_event_t *event, baton_error_t *err) {
  baton_label_t labels[PIECES];
  const baton_label_t *list[PIECES];
  uint32_t count = 0;
  uint64_t at;
  (void)self, (void)err;
  turn("asked"), read_call(call), read_event(event);
  for (at = 0; at < page_size && count < PIECES; at += PIECE_BYTES, ++count) {
    NEW(labels[count]);
    labels[count].scheme = text("seen");
    labels[count].value.data = page + at;
    labels[count].value.size = page_size - at < PIECE_BYTES ? page_size - at : PIECE_BYTES;
    labels[count].score_permille = 1000 - count;
    list[count] = &labels[count];
  }
  answers->classified(host, call->op_id, list, count);
  return BATON_OK;
}

static const void *extension(const char *id) {
  static const baton_classifier_t kClassifier = {classify};
  return strcmp(id, BATON_CLASSIFIER) == 0 ? &kClassifier : NULL;
}

static baton_status_t begin(void) {
  answers = (const baton_host_classifier_t *)host->get_extension(host, BATON_HOST_CLASSIFIER);
  return answers != NULL ? BATON_OK : BATON_NOT_SUPPORTED;
}

#include "life.h"
