/* SPDX-License-Identifier: MIT
 *
 * reads_case.h - a case as strategies see it, written down field by field.
 */
#ifndef READS_CASE_H_
#define READS_CASE_H_

#include "reference.h"

static inline void read_answer(const baton_answer_t *answer) {
  NOTHING_GROWN(answer, baton_answer_t);
  put(text(" (answer")), N(answer, final), S(answer, answer_id), S(answer, author_id), S(answer, text);
  N(answer, given_unix_ms), put(text(")"));
}

static inline void read_work(const baton_work_item_t *work) {
  uint32_t i;
  NOTHING_GROWN(work, baton_work_item_t);
  put(text(" (work")), N(work, state), S(work, work_id), S(work, lane), S(work, work_owner), S(work, question);
  for (i = 0; i < work->answer_count; ++i) read_answer(work->answers[i]);
  N(work, work_type), put(text(")"));
}

static inline void read_candidate(const baton_candidate_t *candidate) {
  uint32_t i;
  NOTHING_GROWN(candidate, baton_candidate_t);
  put(text(" (candidate")), S(candidate, agent_id);
  for (i = 0; i < candidate->lane_count; ++i) put_text(" lane", candidate->lanes[i]);
  for (i = 0; i < candidate->language_count; ++i) put_text(" language", candidate->languages[i]);
  N(candidate, load_milliunits), N(candidate, capacity_milliunits), N(candidate, idle_since_unix_ms), put(text(")"));
}

static inline void read_parts(const baton_case_view_t *view) {
  uint32_t i;
  if (view->trigger != NULL) {
    NOTHING_GROWN(view->trigger, baton_trigger_t);
    put(text(" (trigger")), S(view->trigger, rule), S(view->trigger, reason), S(view->trigger, question);
    S(view->trigger, wanted_lane), S(view->trigger, wanted_agent), S(view->trigger, asked_by), put(text(")"));
  }
  if (view->plan != NULL) {
    NOTHING_GROWN(view->plan, baton_plan_t);
    put(text(" (plan")), N(view->plan, valid), S(view->plan, purpose), N(view->plan, at_unix_ms), put(text(")"));
  }
  if (view->promise != NULL) {
    NOTHING_GROWN(view->promise, baton_promise_t);
    put(text(" (promise")), N(view->promise, kept), N(view->promise, due_unix_ms), put(text(")"));
  }
  for (i = 0; i < view->work_item_count; ++i) read_work(view->work_items[i]);
  for (i = 0; i < view->candidate_count; ++i) read_candidate(view->candidates[i]);
  for (i = 0; i < view->lane_count; ++i) {
    NOTHING_GROWN(view->lanes[i], baton_lane_t);
    put(text(" (lane")), N(view->lanes[i], restricted), S(view->lanes[i], lane_id), put(text(")"));
  }
}

static inline void read_view(const baton_case_view_t *view) {
  NOTHING_GROWN(view, baton_case_view_t);
  put(text(" (case")), N(view, status), N(view, revision), N(view, owner_epoch), S(view, case_id), S(view, hand_id);
  S(view, owner), S(view, lane), S(view, segment), S(view, language), S(view, thread_id), N(view, priority);
  N(view, work_type), N(view, topology), N(view, window_open), N(view, window_ends_unix_ms);
  N(view, next_update_due_unix_ms), N(view, now_unix_ms), read_parts(view), put(text(")"));
}

#endif /* READS_CASE_H_ */
