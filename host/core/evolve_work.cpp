// SPDX-License-Identifier: MIT
// evolve_work.cpp - what facts about handoffs, items, offers, briefs, answers and plans add up to.
#include "host/core/evolve_parts.h"

namespace baton::core::parts {
namespace {

void touch(CustomerState& state, const CaseId& id) {
  if (auto* c = find(state.cases, id)) ++c->revision;
}

void clear_offer(Item& item) {
  item.offered_to = {};
  item.also_offered.clear();
  item.offered_until = {};
}

}  // namespace

void apply(CustomerState& state, const HandoffDecided& fact, Instant at) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  Handoff handoff;
  handoff.number = fact.handoff;
  handoff.trigger = fact.trigger;
  handoff.by = fact.by;
  handoff.lane = fact.lane;
  handoff.agent = fact.agent;
  handoff.desk = fact.desk;
  handoff.model = fact.model;
  handoff.reason = fact.reason;
  handoff.reason_text = fact.reason_text;
  handoff.question = fact.question;
  handoff.chosen = fact.chosen;
  handoff.chosen_why = fact.chosen_why;
  for (const auto& signal : fact.signals) handoff.signals.push_back(signal.name);
  handoff.at = at;
  const auto* hand = find(state.hands, c->hand);
  // Nobody in person had it: a bot, or an office for whom triage decides where somebody is sought (C4).
  const bool office = hand != nullptr && std::holds_alternative<LeadOwner>(hand->owner);
  handoff.from_bot = (hand != nullptr && is_bot(hand->owner)) || (office && fact.by == "host");
  c->handoffs = fact.handoff;
  c->handoff = std::move(handoff);
}

void apply(CustomerState& state, const OwnershipAsked& fact, Instant) {
  state.counted_asks = std::max(state.counted_asks, fact.ask);
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->handoff.ownership_ask = fact.ask;
  ++c->handoff.ownership_asks;
}

void apply(CustomerState& state, const OwnershipSettled& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  if (c->handoff.ownership_ask == fact.ask) c->handoff.ownership_ask = 0;
  if (!fact.model.empty()) c->model = fact.model;
}

void apply(CustomerState& state, const ModelChanged& fact, Instant at) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->model = fact.to;
  if (!fact.automatic) return;
  ++c->model_switches;
  c->model_switched = at;
}

void apply(CustomerState& state, const DeskHeld& fact, Instant) {
  auto* hand = find(state.hands, fact.hand);
  if (hand == nullptr) return;
  hand->holder = fact.agent;
  hand->last_human = "agent:" + fact.agent.value;
  hand->acknowledged = false;  // the wait is over (C5)
  for (auto& [id, c] : state.cases)
    if (c.hand == fact.hand && !c.settled()) ++c.revision;
}

void apply(CustomerState& state, const SeatOpened& fact, Instant at) {
  Item item;
  item.id = fact.item;
  item.kind = ItemKind::conversation;
  item.case_id = fact.case_id;
  item.lane = fact.lane;
  item.wanted = fact.agent;
  item.returning = fact.returning;
  item.takeover = fact.takeover;
  item.opened = at;
  state.counted_items = std::max(state.counted_items, number_of(fact.item.value));
  state.items.emplace(fact.item, std::move(item));
  if (auto* c = find(state.cases, fact.case_id)) c->triage.seat_waits = false;
}

void apply(CustomerState& state, const WorkOpened& fact, Instant at) {
  Item item;
  item.id = fact.item;
  item.kind = ItemKind::work;
  item.case_id = fact.case_id;
  item.lane = fact.lane;
  item.wanted = fact.agent;
  item.work_type = fact.work_type;
  item.question = fact.question;
  item.opened = fact.since ? fact.since : at;
  state.counted_items = std::max(state.counted_items, number_of(fact.item.value));
  state.items.emplace(fact.item, std::move(item));
  touch(state, fact.case_id);
}

void apply(CustomerState& state, const BriefAsked& fact, Instant) {
  state.counted_asks = std::max(state.counted_asks, fact.ask);
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->handoff.fallback_ask = fact.fallback ? fact.ask : 0;
  c->handoff.fallback_ready = false;
  if (fact.fallback) return;
  c->handoff.brief_ask = fact.ask;
  c->handoff.brief_waits = true;
}

void apply(CustomerState& state, const BriefReady& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  auto& handoff = c->handoff;
  c->brief = fact.brief;
  handoff.fallback_ready = fact.ask != 0 && handoff.fallback_ask == fact.ask;
  // The fallback's is there for the worst; while the better one may still come in time, offers wait for it.
  if (!handoff.fallback_ready || handoff.brief_ask == 0) handoff.brief_waits = false;
  // A minimal brief leaves the questions open: a better answer that comes later replaces it (B2).
  if (fact.ask == 0) return;
  handoff.fallback_ask = 0;  // answered, or not needed any more
  if (handoff.brief_ask == fact.ask) handoff.brief_ask = 0;
}

void apply(CustomerState& state, const BriefRefused& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  if (c->handoff.brief_ask == fact.ask) c->handoff.brief_ask = 0;
  if (c->handoff.fallback_ask == fact.ask) c->handoff.fallback_ask = 0;
}

void apply(CustomerState& state, const BriefStands& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) c->handoff.brief_waits = false;
}

void apply(CustomerState& state, const CandidatesAsked& fact, Instant at) {
  auto* item = find(state.items, fact.item);
  if (item == nullptr) return;
  item->asked_candidates = true;
  item->looked = at;
  item->passed.clear();
  if (!item->queued) item->queued = at;
}

void apply(CustomerState& state, const CandidatesGiven& fact, Instant at) {
  auto* item = find(state.items, fact.item);
  if (item == nullptr) return;
  item->asked_candidates = false;
  item->candidates = fact.agents;
  item->looked = at;
  item->looks = fact.agents.empty() ? item->looks + 1 : 0;
  item->any_language = item->any_language || fact.any_language;
  if (fact.usual_ms != 0) item->usual_ms = fact.usual_ms;
}

void apply(CustomerState& state, const OfferMade& fact, Instant) {
  auto* item = find(state.items, fact.item);
  if (item == nullptr) return;
  if (auto* c = find(state.cases, fact.case_id); c != nullptr && c->brief.number == fact.brief) c->shown = c->brief;
  if (fact.beside && item->state == WorkState::offered) item->also_offered.push_back(fact.agent);
  else item->offered_to = fact.agent;
  item->state = WorkState::offered;
  item->offered_until = fact.until;
  item->overtaken = std::max(item->overtaken, fact.overtaken);
  std::erase(item->candidates, fact.agent);
}

void apply(CustomerState& state, const OfferEnded& fact, Instant at) {
  auto* item = find(state.items, fact.item);
  if (item == nullptr) return;
  item->looked = at;
  if (fact.how == "declined") item->declined_by.push_back(fact.agent);
  if (fact.how == "timed_out" || fact.how == "away") item->passed.push_back(fact.agent);
  std::erase(item->also_offered, fact.agent);
  if (item->offered_to == fact.agent && !item->also_offered.empty()) {
    item->offered_to = item->also_offered.front();
    item->also_offered.erase(item->also_offered.begin());
  } else if (item->offered_to == fact.agent) {
    clear_offer(*item);
  }
  if (!item->offered_to.empty()) return;  // others still have it before them
  item->state = WorkState::open;
  item->queued = at;
}

void apply(CustomerState& state, const ItemTaken& fact, Instant) {
  auto* item = find(state.items, fact.item);
  if (item == nullptr) return;
  item->state = WorkState::claimed;
  item->owner = fact.agent;
  state.away.erase(fact.agent);  // who takes something is there
  if (auto* c = find(state.cases, fact.case_id); c != nullptr && fact.brief != 0 && c->brief.number == fact.brief)
    c->shown = c->brief;
  item->candidates.clear();
  clear_offer(*item);
  touch(state, fact.case_id);
}

void apply(CustomerState& state, const ItemReleased& fact, Instant at) {
  auto* item = find(state.items, fact.item);
  if (item == nullptr) return;
  item->state = WorkState::open;
  item->owner = {};
  item->wanted = {};
  item->estimate = {};  // it was theirs
  item->declined_by.push_back(fact.agent);
  item->queued = at;
  touch(state, fact.case_id);
}

void apply(CustomerState& state, const AnswerGiven& fact, Instant at) {
  auto* item = find(state.items, fact.item);
  auto* c = find(state.cases, fact.case_id);
  if (item == nullptr || c == nullptr) return;
  item->answers.push_back({fact.answer, fact.author, fact.text, fact.final, at, fact.verdict, fact.contradicts, false});
  item->state = WorkState::answered;
  auto& entry = add_entry(*c, Entry::What::answer, at);
  entry.author = "agent:" + fact.author.value;
  entry.text = fact.text;
  entry.lane = item->lane;
  ++c->revision;
}

void apply(CustomerState& state, const AnswersWeighed& fact, Instant) {
  const auto overruled = [&](const Answer& answer) {
    return std::find(fact.overruled.begin(), fact.overruled.end(), answer.id) != fact.overruled.end();
  };
  for (auto& [id, item] : state.items)
    for (auto& answer : item.answers)
      if (item.case_id == fact.case_id && overruled(answer)) answer.overruled = true;
  touch(state, fact.case_id);
}

void apply(CustomerState& state, const ItemEnded& fact, Instant) {
  auto* item = find(state.items, fact.item);
  if (item == nullptr) return;
  item->state = fact.state;
  item->candidates.clear();
  clear_offer(*item);
  touch(state, fact.case_id);
}

void apply(CustomerState& state, const PlanMade& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->plan = {fact.plan, fact.kind, fact.thread, fact.at, fact.purpose, fact.text, fact.by, true};
  c->plans = fact.plan;
  ++c->revision;
}

void apply(CustomerState& state, const PlanEnded& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr || c->plan.number != fact.plan) return;
  c->plan.open = false;
  if (fact.how == "sent") {
    const auto* thread = find(state.threads, c->plan.thread);
    if (thread != nullptr && c->plan.kind == PlanKind::check_in) c->checked_in_window = thread->window_ends;
  }
  ++c->revision;
}

void apply(CustomerState&, const PlanMissing&, Instant) {}

}  // namespace baton::core::parts
