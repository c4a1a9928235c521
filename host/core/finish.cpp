// SPDX-License-Identifier: MIT
#include "host/core/finish.h"

#include "host/core/find.h"
#include "host/core/turn.h"
#include "host/core/window.h"

namespace baton::core {
namespace {

struct Usual {
  Millis ms = 0;
  const char* source = "lane";
};

Usual usual_of(const Policy& policy, const LaneId& lane, Millis measured) {
  if (measured != 0) return {measured, "lane"};
  const auto known = policy.lanes.find(lane);
  return {known == policy.lanes.end() ? Millis{0} : known->second.finish_ms, "configured"};
}

ExpectedFinish finish_of(const Item& item, const Policy& policy) {
  if (item.estimate) return {item.id, item.estimate, "owner"};
  const auto usual = usual_of(policy, item.lane, item.usual_ms);
  if (usual.ms == 0) return {};
  return {item.id, item.opened + usual.ms, usual.source};
}

// The customer's word that nobody has answered; what the host says by itself answers nothing.
Instant unanswered(const Case& c) {
  for (auto entry = c.entries.rbegin(); entry != c.entries.rend(); ++entry) {
    const auto what = entry->what;
    if (what == Entry::What::note || what == Entry::What::host || what == Entry::What::answer) continue;
    const bool asks = what == Entry::What::customer && !entry->acknowledgement && !entry->late;
    return asks ? entry->at : Instant{};
  }
  return {};
}

// What was measured of the lane when an owner was sought in it.
Millis measured_for(const CustomerState& state, const Case& c) {
  Millis measured = 0;
  for (const auto& [id, item] : state.items)
    if (item.case_id == c.id && item.lane == c.lane && item.usual_ms != 0) measured = item.usual_ms;
  return measured;
}

bool specialist_has_it(const CustomerState& state, const Case& c, const Policy& policy) {
  return std::any_of(state.items.begin(), state.items.end(), [&](const auto& entry) {
    const auto& item = entry.second;
    return item.case_id == c.id && !item.finished() && policy.is_specialist(item.lane);
  });
}

}  // namespace

ExpectedFinish expected_finish(const CustomerState& state, const Case& c, const Policy& policy) {
  ExpectedFinish latest;
  bool any = false;
  for (const auto& [id, item] : state.items) {
    if (item.case_id != c.id || item.kind != ItemKind::work || item.finished()) continue;
    any = true;
    const auto finish = finish_of(item, policy);
    if (finish.at > latest.at) latest = finish;
  }
  const auto asked = any ? Instant{} : unanswered(c);
  if (!asked) return latest;
  const auto usual = usual_of(policy, c.lane, measured_for(state, c));
  if (usual.ms == 0) return {};
  return {{}, asked + usual.ms, usual.source};
}

Instant late_for_window_at(const CustomerState& state, const Case& c, const Policy& policy) {
  const bool people_have_it = c.status == CaseStatus::open || c.status == CaseStatus::escalated;
  const auto* thread = newest_thread(state, c);
  if (!people_have_it || thread == nullptr) return {};
  const auto closes = closes_at(*thread, policy);
  const bool seen_to = c.window_closed == thread->window_ends || c.finish_late == thread->window_ends;
  if (!closes || seen_to || expected_finish(state, c, policy).at < closes) return {};
  const auto silent = thread->window_opened + policy.silent_after_ms;
  return silent < closes ? silent : Instant{};
}

LaneId lane_for_late(const Case& c, const Policy& policy) {
  for (const auto& lane : {c.triage.lane, c.handoff.lane, policy.late_lane})
    if (policy.is_specialist(lane) && lane != kDesk) return lane;
  return {};
}

void finish_is_late(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  const auto& thread = *newest_thread(turn.state(), c);
  const auto expected = expected_finish(turn.state(), c, turn.policy());
  const auto closes = closes_at(thread, turn.policy());
  turn.emit(FinishLate{id, thread.id, expected.item, expected.at, closes, expected.source}, "H7");
  plan_late(turn, id);
  const auto lane = lane_for_late(turn.state().cases.at(id), turn.policy());
  if (lane.empty() || specialist_has_it(turn.state(), turn.state().cases.at(id), turn.policy())) return;
  if (turn.state().cases.at(id).handoff.ownership_ask != 0) return;  // it is on its way to somebody
  if (held_back(turn, id, lane, "H7", "ask lane " + lane.value + ": the work ends after the window",
                std::to_string(closes.ms)))
    return;
  HandoffDecided decided;
  decided.trigger = "H7";
  decided.by = "host";
  decided.lane = lane;
  decided.reason = "next_step";
  begin_handoff(turn, id, std::move(decided), "H7");
}

}  // namespace baton::core
