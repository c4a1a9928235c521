/* SPDX-License-Identifier: MIT
 *
 * kind/classifier.h - labels for one event: intent, urgency, language, sentiment.
 */
#ifndef BATON_KIND_CLASSIFIER_H_
#define BATON_KIND_CLASSIFIER_H_

#include "../event.h"
#include "../plugin.h"

BATON_BEGIN_C

#define BATON_CLASSIFIER_FACTORY "baton.classifier-factory/1"
#define BATON_CLASSIFIER         "baton.classifier/1"
#define BATON_HOST_CLASSIFIER    "baton.host-classifier/1"

typedef struct baton_label {
  uint32_t struct_size;
  uint32_t reserved0;
  baton_str_t scheme; /* "intent", "urgency", "language" */
  baton_str_t value;
  uint32_t score_permille; /* 0..1000 */
  uint32_t reserved1;
} baton_label_t;

typedef struct baton_classifier {
  /* [strand & started] */
  baton_status_t(BATON_CALL *classify)(const baton_instance_t *self, const baton_call_t *call,
                                       const baton_event_t *event, baton_error_t *err);
} baton_classifier_t;

typedef struct baton_host_classifier {
  /* No labels is an answer: "nothing to say". [any-thread] */
  void(BATON_CALL *classified)(const baton_host_t *host, baton_op_id_t op_id,
                               const baton_label_t *const *labels, uint32_t label_count);
} baton_host_classifier_t;

BATON_END_C

#endif /* BATON_KIND_CLASSIFIER_H_ */
