// SPDX-License-Identifier: MIT
// dues.cpp - one list of what falls due, read by next_due and worked off by ClockReached, so the two cannot differ.
#include "host/core/dues.h"

#include "host/core/finish.h"
#include "host/core/keeping.h"
#include "host/core/turn.h"
#include "host/core/window.h"

namespace baton::core {
namespace {

enum class DueKind {
  burst = 1,
  offer,
  candidates,
  brief,
  plan,
  at_risk,
  window_end,
  follow_up,
  close,
  send_again,
  hold_end,
  lookup,
  withheld,
  plan_again,
  due_missed,
  overdue,
  item_ages,
  next_check,
  cover,
  remind,
  expire,
  media,
  content,
  first_words,
  finish_late,
  labels
};

struct DueItem {
  DueKind kind = DueKind::burst;
  Instant at;
  CaseId case_id;
  MessageId message;
  WorkId item;
  std::int64_t request = 0;
};

template <class Add>
void dues_of_window(const CustomerState& state, const Case& c, const Policy& policy, Add add) {
  const auto* thread = newest_thread(state, c);
  if (thread == nullptr || !thread->window_ends || c.window_closed == thread->window_ends) return;
  if (!c.at_risk) {
    const auto last_call = last_call_at(state, c, policy);
    const auto at = at_risk_at(*thread, policy, c.lane);
    add(DueItem{DueKind::at_risk, last_call ? std::min(at, last_call) : at, c.id, {}, {}, 0});
  }
  add(DueItem{DueKind::finish_late, late_for_window_at(state, c, policy), c.id, {}, {}, 0});
  if (c.plan_after) add(DueItem{DueKind::plan_again, c.plan_after, c.id, {}, {}, 0});
  add(DueItem{DueKind::window_end, closes_at(*thread, policy), c.id, {}, {}, 0});
}

// M12, G12: each due is missed once, and each silence told once.
template <class Add>
void dues_of_updates(const CustomerState& state, const Case& c, const Policy& policy, Add add) {
  for (const auto& due : counted_dues(state, c, policy))
    if (due.at > c.missed_due) add(DueItem{DueKind::due_missed, due.at, c.id, {}, {}, 0});
  const auto due = update_due(state, c, policy).at;
  if (due > c.overdue_due) add(DueItem{DueKind::overdue, due + policy.overdue_after_ms, c.id, {}, {}, 0});
}

// J2, J4: a question is repeated once, and ends.
template <class Add>
void dues_of_requests(const Case& c, Add add) {
  for (const auto& request : c.requests) {
    if (!request.open()) continue;
    if (request.remind_at) add(DueItem{DueKind::remind, request.remind_at, c.id, {}, {}, request.number});
    add(DueItem{DueKind::expire, request.expires, c.id, {}, {}, request.number});
  }
}

template <class Add>
void dues_of_case(const CustomerState& state, const Case& c, const Policy& policy, Add add) {
  if (c.status == CaseStatus::closed) {
    if (!state.erased) add(DueItem{DueKind::content, content_ends(c, policy), c.id, {}, {}, 0});
    return;
  }
  if (c.status == CaseStatus::resolved) {
    // C11: a solve whose reply is still looking for a way is not settled yet.
    const auto* closing = find(state.sends, c.provisional_on);
    if (closing != nullptr && (closing->state == SendState::held || closing->state == SendState::queued)) return;
    add(DueItem{DueKind::close, std::max(c.resolved_at, c.last_contact) + policy.close_after_ms, c.id, {}, {}, 0});
    return;
  }
  if (c.burst.started)
    add(DueItem{DueKind::burst, std::min(c.burst.last + policy.burst_gap_ms, c.burst.started + policy.burst_max_ms),
                c.id, {}, {}, 0});
  if (c.intake.ask_at) add(DueItem{DueKind::first_words, c.intake.ask_at, c.id, {}, {}, 0});
  for (const auto& question : c.triage.questions) add(DueItem{DueKind::labels, question.until, c.id, {}, {}, 0});
  if (c.handoff.brief_waits) add(DueItem{DueKind::brief, c.handoff.at + policy.brief_wait_ms, c.id, {}, {}, 0});
  if (c.plan.open && !planned_word_waits(state, c)) add(DueItem{DueKind::plan, c.plan.at, c.id, {}, {}, 0});
  if (c.status == CaseStatus::waiting_customer && c.follow_up)
    add(DueItem{DueKind::follow_up, c.follow_up, c.id, {}, {}, 0});
  dues_of_requests(c, add);
  dues_of_updates(state, c, policy, add);
  add(DueItem{DueKind::cover, cover_at(state, c, policy), c.id, {}, {}, 0});
  dues_of_window(state, c, policy, add);
}

// R5: nobody was there, or nobody took it. The roster is asked again, less and less often, so that a night without staff
// neither loses the item nor fills the history.
Instant look_again_at(const Item& item, const Policy& policy) {
  constexpr std::int64_t kDoublingsMax = 6;
  const auto doublings = std::clamp<std::int64_t>(item.looks - 1, 0, kDoublingsMax);
  return item.looked + std::min(policy.candidates_again_ms << doublings, std::max(kHour, policy.candidates_again_ms));
}

template <class Add>
void dues_of_item(const CustomerState& state, const Item& item, const Policy& policy, Add add) {
  if (item.finished()) return;
  const auto next = item.aged == 0 ? 50 : item.aged == 50 ? 75 : 100;
  if (item.aged < 100)
    add(DueItem{DueKind::item_ages, ages_at(state, item, policy, next), item.case_id, {}, item.id, 0});
  if (item.waits_for != WaitsFor::nobody)
    add(DueItem{DueKind::next_check, item.next_check, item.case_id, {}, item.id, 0});
  if (item.state == WorkState::offered)
    return add(DueItem{DueKind::offer, item.offered_until, item.case_id, {}, item.id, 0});
  const bool searching = item.state == WorkState::open && !item.asked_candidates && item.candidates.empty();
  if (searching && item.looked)
    add(DueItem{DueKind::candidates, look_again_at(item, policy), item.case_id, {}, item.id, 0});
}

template <class Add>
void dues_of_send(const Send& send, Add add) {
  if (send.withheld_until) add(DueItem{DueKind::withheld, send.withheld_until, send.case_id, send.id, {}, 0});
  if (send.state == SendState::unknown && send.ask_at)
    add(DueItem{DueKind::lookup, send.ask_at, send.case_id, send.id, {}, 0});
  if (send.state != SendState::held) return;
  if (send.again_at) add(DueItem{DueKind::send_again, send.again_at, send.case_id, send.id, {}, 0});
  if (send.hold_until) add(DueItem{DueKind::hold_end, send.hold_until, send.case_id, send.id, {}, 0});
}

// P2, P3: the oldest of each kind is due first.
template <class Add>
void dues_of_media(const CustomerState& state, const Policy& policy, Add add) {
  for (const bool quarantine : {false, true}) {
    const auto first = std::find_if(state.media.begin(), state.media.end(),
                                    [&](const KeptMedia& kept) { return kept.quarantine == quarantine; });
    if (first == state.media.end()) continue;
    add(DueItem{DueKind::media, media_ends(*first, policy), first->case_id, first->message, {}, 0});
  }
}

template <class Add>
void each_due(const CustomerState& state, const Policy& policy, Add add) {
  dues_of_media(state, policy, add);
  for (const auto& [id, c] : state.cases) dues_of_case(state, c, policy, add);
  for (const auto& [id, item] : state.items) dues_of_item(state, item, policy, add);
  for (const auto& [id, send] : state.sends) dues_of_send(send, add);
}

std::optional<DueItem> earliest(const CustomerState& state, const Policy& policy) {
  std::optional<DueItem> first;
  each_due(state, policy, [&](DueItem due) {
    if (due.at && (!first || due.at < first->at)) first = std::move(due);
  });
  return first;
}

void end_hold(Turn& turn, const MessageId& id) {
  const auto reason = turn.state().sends.at(id).hold;
  if (reason == HoldReason::conflict)
    return end_send(turn, id, SendState::refused, "conflict",
        "nobody decided in time which answer stands; the reply is a draft", "O4");
  if (reason == HoldReason::no_way)
    return end_send(turn, id, SendState::refused, "no_way", "no way to the customer was found in time; the reply is a draft", "W3");
  pass_gate(turn, id);
}

void work_off(Turn& turn, const DueItem& due) {
  switch (due.kind) {
    case DueKind::burst: return end_burst(turn, due.case_id);
    case DueKind::offer: return end_offer(turn, due.item, "timed_out", "R5");
    case DueKind::candidates:
      return turn.emit(CandidatesAsked{due.case_id, due.item, turn.state().items.at(due.item).lane}, "R5");
    case DueKind::brief:
      wait_no_more_for_brief(turn, due.case_id, "the summarizer is late");
      return route_items(turn, due.case_id);
    case DueKind::plan: return plan_due(turn, due.case_id);
    case DueKind::at_risk: return window_at_risk(turn, due.case_id);
    case DueKind::window_end: return window_closes(turn, due.case_id);
    case DueKind::follow_up: return change_status(turn, due.case_id, CaseStatus::open, "C6");
    case DueKind::close: return change_status(turn, due.case_id, CaseStatus::closed, "C10");
    case DueKind::send_again: return pass_gate(turn, due.message);
    case DueKind::hold_end: return end_hold(turn, due.message);
    case DueKind::lookup: return ask_lookup(turn, due.message);
    case DueKind::plan_again: return plan_again(turn, due.case_id);
    case DueKind::due_missed: return due_missed(turn, due.case_id);
    case DueKind::overdue: return update_overdue(turn, due.case_id);
    case DueKind::item_ages: return item_ages(turn, due.item);
    case DueKind::next_check: return wait_is_due(turn, due.item);
    case DueKind::cover: return cover_absent(turn);
    case DueKind::finish_late: return finish_is_late(turn, due.case_id);
    case DueKind::remind: return remind_of_request(turn, due.case_id, due.request);
    case DueKind::first_words: return ask_first_words(turn, due.case_id);
    case DueKind::labels:
      end_questions(turn, due.case_id, false);
      return labels_are_in(turn, due.case_id);
    case DueKind::expire: return expire_request(turn, due.case_id, due.request);
    case DueKind::media: return forget_media(turn);
    case DueKind::content: return forget_content(turn, due.case_id);
    case DueKind::withheld: {
      const auto kept = turn.state().sends.at(due.message);
      turn.emit(WithheldEnded{due.message, "drafted"}, "W5");
      return draft_reply(turn, kept, "the customer did not open the window in time", "W5");
    }
  }
}

}  // namespace

std::optional<Instant> next_due(const CustomerState& state, const Policy& policy) {
  const auto first = earliest(state, policy);
  return first ? std::optional(first->at) : std::nullopt;
}

void decide_on(Turn& turn, const ClockReached&) {
  constexpr int kAtOnceMax = 1000;  // the rest comes with the next ClockReached
  for (int i = 0; i < kAtOnceMax; ++i) {
    const auto due = earliest(turn.state(), turn.policy());
    if (!due || due->at > turn.now()) return;
    work_off(turn, *due);
  }
}

}  // namespace baton::core
