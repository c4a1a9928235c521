// SPDX-License-Identifier: MIT
#include "host/core/measured.h"

#include <algorithm>

#include "host/core/find.h"
#include "host/core/metrics.h"
#include "host/core/next_step.h"

namespace baton::core {
namespace {

bool is_misroute(std::string_view reason) {
  return reason.ends_with("misroute_lane") || reason.ends_with("misroute_language");
}

// O7: somebody stands in for somebody; the conversation was not transferred.
bool is_cover(const OwnerChanged& fact, std::string_view rule) {
  return rule == "O7" || std::string_view(fact.reason).ends_with(": absence");
}

bool is_person(std::string_view author) {
  return author.starts_with("agent:") || author.starts_with("lead:");
}
bool is_automation(std::string_view author) { return author.starts_with("bot:"); }

class Measurer {
 public:
  Measurer(Measures& measures, const CustomerState& state, const Policy& policy, std::string_view rule,
           Instant at)
      : measures_(measures), state_(state), policy_(policy), rule_(rule), at_(at) {}

  template <class Fact>
  void operator()(const Fact&) {}  // moves no figure

  void operator()(const ThreadOpened& fact) {
    measures_.threads[fact.thread] = {fact.channel, fact.topology == Topology::overlay, {}};
  }
  void operator()(const WindowOpened& fact);
  void operator()(const WindowClosed& fact);
  void operator()(const CaseOpened& fact);
  void operator()(const ThreadJoined& fact);
  void operator()(const MessageReceived& fact);
  void operator()(const OutsideWordRecorded& fact);
  void operator()(const BurstEnded& fact);
  void operator()(const StatusChanged& fact);
  void operator()(const OwnerChanged& fact);
  void operator()(const HandsJoined& fact);
  void operator()(const HandParted& fact);
  void operator()(const CasesMerged& fact);
  void operator()(const MergeUndone& fact);
  void operator()(const CaseSplit& fact);
  void operator()(const CaseResolved& fact);
  void operator()(const CaseReopened& fact);
  void operator()(const BotTurnTaken& fact);
  void operator()(const Triaged& fact);
  void operator()(const HandoffDecided& fact);
  void operator()(const SeatOpened& fact) { seek(fact.case_id, fact.lane); }
  void operator()(const WorkOpened& fact);
  void operator()(const BriefReady& fact);
  void operator()(const ItemTaken& fact);
  void operator()(const ItemReleased& fact);
  void operator()(const AnswerGiven& fact);
  void operator()(const ItemEnded& fact);
  void operator()(const PlanMade& fact);
  void operator()(const PlanEnded& fact);
  void operator()(const PromiseMade& fact) {
    if (auto* c = of(fact.case_id)) c->promised = at_;
  }
  void operator()(const DueSettled& fact);
  void operator()(const UpdateOverdue& fact);
  void operator()(const GateDecided& fact);
  void operator()(const SendConfirmed& fact);

 private:
  MeasuredCase* of(const CaseId& id) {
    const auto found = measures_.cases.find(id);
    return found == measures_.cases.end() ? nullptr : &found->second;
  }
  bool specialist(const LaneId& lane) const {
    const auto found = policy_.lanes.find(lane);
    return found == policy_.lanes.end() ? lane != policy_.general_lane : found->second.specialist;
  }
  void seek(const CaseId& id, const LaneId& lane);
  void misroute(MeasuredCase& c, const LaneId& left);
  void responded(MeasuredCase& c, bool human, Instant when);
  void trap(MeasuredCase& c) {
    if (!c.trapped) c.trapped = at_;
  }
  void end_automation(MeasuredCase& c, bool handed_off);
  void move_work(MeasuredCase& from, MeasuredCase& to, const std::vector<WorkId>& items);
  void place_on(MeasuredCase& c, const ThreadId& thread);
  static void in_time(MeasuredCase& c, Instant when);

  Measures& measures_;
  const CustomerState& state_;
  const Policy& policy_;
  std::string_view rule_;
  Instant at_;
};

void Measurer::operator()(const WindowOpened& fact) {
  auto& thread = measures_.threads[fact.thread];
  thread.window_opened = std::max(thread.window_opened, fact.at);
  for (auto& [id, c] : measures_.cases)
    if (std::find(c.threads.begin(), c.threads.end(), fact.thread) != c.threads.end())
      c.window_opened = std::max(c.window_opened, fact.at);
}

void Measurer::operator()(const ThreadJoined& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr) return;
  c->threads.push_back(fact.thread);
  const auto thread = measures_.threads.find(fact.thread);
  if (thread != measures_.threads.end())
    c->window_opened = std::max(c->window_opened, thread->second.window_opened);
}

void Measurer::operator()(const WindowClosed& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr || c->unfinished_work == 0) return;
  c->window_ends.push_back({at_, c->owner, fact.planned});
  if (!fact.planned) c->stalls.push_back({at_, "window"});
}

void Measurer::operator()(const CaseOpened& fact) {
  auto& c = measures_.cases[fact.case_id];
  c = {};
  c.id = fact.case_id;
  c.hand = fact.hand;
  c.threads.push_back(fact.thread);
  c.status = fact.status;
  c.lane = fact.lane;
  c.work_type = fact.work_type;
  c.model = fact.model;
  c.opened = at_;
  c.owner = to_string(fact.owner);
  if (!std::holds_alternative<LeadOwner>(fact.owner)) c.party = c.owner;
  if (is_bot(fact.owner)) c.automated = at_;
  place_on(c, fact.thread);
  if (auto* earlier = of(fact.follows); earlier != nullptr && !earlier->resolutions.empty()) {
    auto& last = earlier->resolutions.back();
    last.contact = last.contact || at_ - last.at <= kRepeatWithin;
  }
}

void Measurer::place_on(MeasuredCase& c, const ThreadId& id) {
  const auto thread = measures_.threads.find(id);
  if (thread == measures_.threads.end()) return;
  c.channel = thread->second.channel;
  c.overlay = thread->second.overlay;
  c.window_opened = thread->second.window_opened;
}

void Measurer::operator()(const MessageReceived& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr || fact.historic) return;
  const auto when = fact.occurred ? fact.occurred : at_;
  if (!c->first_word) c->first_word = when;
  c->last_word = std::max(c->last_word, when);
  if (fact.acknowledgement || c->resolutions.empty()) return;
  auto& last = c->resolutions.back();
  if (when >= last.at && when - last.at <= kRepeatWithin && !last.withdrawn) last.contact = true;
}

// Human words, at their own time: they may be heard of long after they were said.
void Measurer::operator()(const OutsideWordRecorded& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr) return;
  const auto when = fact.occurred && fact.occurred < at_ ? fact.occurred : at_;
  responded(*c, true, when);
  in_time(*c, when);
  c->told = std::max(c->told, when);
  c->replies.push_back({{}, when, "outside_gate"});
}

// What this word was in time for was not missed, though nobody here knew when the time came (M11, M12).
void Measurer::in_time(MeasuredCase& c, Instant when) {
  for (auto& due : c.dues)
    if (due.since <= when && when <= due.due) due.met = true;
  if (when < c.last_word || when <= c.told) return;
  std::erase_if(c.stalls, [&](const Stall& stall) { return stall.why == "overdue" && when <= stall.at; });
}

void Measurer::responded(MeasuredCase& c, bool human, Instant when) {
  if (!c.first_word || when < c.first_word) return;
  if (!c.first_response) c.first_response = when;
  if (human && !c.first_human) c.first_human = when;
}

// M5: an intent that comes a third time without a new detail.
void Measurer::operator()(const BurstEnded& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr || fact.fingerprint == 0 || !is_automation(c->owner)) return;
  c->said.push_back(fact.fingerprint);
  if (std::count(c->said.begin(), c->said.end(), fact.fingerprint) >= 3) trap(*c);
}

void Measurer::operator()(const StatusChanged& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr) return;
  if (c->waiting_since && fact.to != CaseStatus::waiting_customer) {
    c->waits.push_back({c->waiting_since, at_});
    c->waiting_since = {};
  }
  if (fact.to == CaseStatus::waiting_customer) c->waiting_since = at_;
  if (fact.to == CaseStatus::escalated && !c->escalated) c->escalated = at_;
  c->status = fact.to;
  c->closed = fact.to == CaseStatus::closed ? at_ : Instant{};
}

void Measurer::operator()(const OwnerChanged& fact) {
  const auto to = to_string(fact.to);
  const bool working = !std::holds_alternative<LeadOwner>(fact.to);
  for (auto& [id, c] : measures_.cases) {
    if (c.hand != fact.hand) continue;
    c.owner = to;
    if (is_bot(fact.to) && !c.automated) c.automated = at_;
    if (is_misroute(fact.reason)) misroute(c, c.lane);
    if (!working || c.settled()) continue;
    if (!c.party.empty() && c.party != to && !is_cover(fact, rule_)) {
      ++c.transfers;
      if (!is_automation(c.party) && !is_bot(fact.to)) ++c.human_transfers;
    }
    if (!is_cover(fact, rule_)) c.party = to;
  }
}

void Measurer::operator()(const HandsJoined& fact) {
  for (auto& [id, c] : measures_.cases) {
    if (c.hand != fact.from && c.hand != fact.into) continue;
    c.hand = fact.into;
    c.owner = to_string(fact.owner);
    if (!std::holds_alternative<LeadOwner>(fact.owner)) c.party = c.owner;  // a merge is no transfer
  }
}

void Measurer::operator()(const HandParted& fact) {
  for (const auto& id : fact.cases)
    if (auto* c = of(id)) c->hand = fact.into;
}

void Measurer::move_work(MeasuredCase& from, MeasuredCase& to, const std::vector<WorkId>& items) {
  for (const auto& id : items) {
    const auto* item = find(state_.items, id);
    if (item == nullptr || item->kind != ItemKind::work) continue;
    from.unfinished_work = std::max<std::int64_t>(0, from.unfinished_work - 1);
    ++to.unfinished_work;
    to.has_work = true;
  }
}

void Measurer::operator()(const CasesMerged& fact) {
  auto* c = of(fact.case_id);
  auto* other = of(fact.other);
  if (c == nullptr || other == nullptr) return;
  move_work(*other, *c, fact.items);
  other->merged_into = fact.case_id;
  c->absorbed.push_back({fact.other, other->opened, other->first_word, other->first_response, other->first_human});
  for (const auto& thread : fact.threads) c->threads.push_back(thread);
}

void Measurer::operator()(const MergeUndone& fact) {
  auto* c = of(fact.case_id);
  auto* other = of(fact.other);
  if (c == nullptr || other == nullptr) return;
  move_work(*c, *other, fact.items);
  other->merged_into = {};
  std::erase_if(c->absorbed, [&](const Absorbed& known) { return known.other == fact.other; });
  for (const auto& thread : fact.threads) std::erase(c->threads, thread);
}

// Another issue since now; the words it is about were said before.
void Measurer::operator()(const CaseSplit& fact) {
  const auto* c = of(fact.case_id);
  const auto* known = find(state_.cases, fact.other);
  if (c == nullptr || known == nullptr) return;
  MeasuredCase made;
  made.id = fact.other;
  made.hand = c->hand;
  made.threads = fact.threads;
  made.status = c->status == CaseStatus::automated ? CaseStatus::automated : CaseStatus::open;
  made.lane = c->lane;
  made.work_type = c->work_type;
  made.model = c->model;
  made.opened = at_;
  made.first_word = made.last_word = known->first_word;
  if (made.first_word && c->first_response >= made.first_word) made.first_response = c->first_response;
  if (made.first_word && c->first_human >= made.first_word) made.first_human = c->first_human;
  made.owner = c->owner;
  made.party = c->party;
  if (is_automation(c->owner)) made.automated = at_;
  if (!fact.threads.empty()) place_on(made, fact.threads.front());
  measures_.cases[fact.other] = std::move(made);
  auto& from = measures_.cases.at(fact.case_id);
  if (!fact.moved.empty()) std::erase(from.threads, fact.moved);
  move_work(from, measures_.cases.at(fact.other), fact.items);
}

void Measurer::end_automation(MeasuredCase& c, bool handed_off) {
  if (!c.automated || c.automation_ended) return;
  c.automation_ended = at_;
  c.handed_off = handed_off;
}

void Measurer::operator()(const CaseResolved& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr || !c->merged_into.empty()) return;  // nobody solved it: it is part of another
  const bool by_bot = is_automation(c->owner);
  c->resolved_as = fact.as;
  c->resolutions.push_back({fact.at, by_bot, false, false});
  end_automation(*c, false);
}

void Measurer::operator()(const CaseReopened& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr) return;
  c->resolved_as = ResolvedAs::solved;
  if (c->resolutions.empty() || rule_ == "C8") return;
  c->resolutions.back().withdrawn = !c->resolutions.back().contact;
}

void Measurer::operator()(const BotTurnTaken& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr) return;
  if (c->intent.empty()) c->intent = fact.intent;
  if (fact.fallback && ++c->fallbacks > 2) trap(*c);
}

void Measurer::operator()(const Triaged& fact) {
  auto* c = of(fact.case_id);
  if (c != nullptr && c->intent.empty()) c->intent = fact.intent;
}

void Measurer::operator()(const HandoffDecided& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr) return;
  c->decided = at_;
  if (!c->first_decided) c->first_decided = at_;
  if (is_automation(c->owner)) end_automation(*c, true);
  const bool leaves = !c->specialist.empty() && fact.lane != c->specialist;
  const bool unworked = fact.reason.empty() && !c->worked && is_person(fact.by);
  if (leaves && (is_misroute(fact.reason) || unworked)) misroute(*c, c->specialist);
}

// M6: the first specialist lane. What is sought there and never taken still was where the case was sent.
void Measurer::seek(const CaseId& id, const LaneId& lane) {
  auto* c = of(id);
  if (c == nullptr || !c->specialist.empty() || !specialist(lane)) return;
  c->specialist = lane;
  c->sought = at_;
}

void Measurer::misroute(MeasuredCase& c, const LaneId& left) {
  for (auto& taking : c.takings)
    if (taking.lane == left) taking.misrouted = true;
  if (left == c.specialist && !c.misrouted) c.misrouted = at_;
}

void Measurer::operator()(const WorkOpened& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr) return;
  c->has_work = true;
  ++c->unfinished_work;
  seek(fact.case_id, fact.lane);
}

void Measurer::operator()(const ItemTaken& fact) {
  auto* c = of(fact.case_id);
  const auto* item = find(state_.items, fact.item);
  if (c == nullptr || item == nullptr) return;
  if (specialist(item->lane)) c->takings.push_back({fact.item, item->lane, at_, c->decided, false});
  if (fact.brief == 0) return;  // C2: a reopened case goes back without an offer
  c->briefs.push_back({at_, fact.brief_complete, c->minimal_brief});
}

void Measurer::operator()(const BriefReady& fact) {
  if (auto* c = of(fact.case_id)) c->minimal_brief = fact.brief.minimal();
}

void Measurer::operator()(const ItemReleased& fact) {
  auto* c = of(fact.case_id);
  const auto* item = find(state_.items, fact.item);
  if (c != nullptr && item != nullptr && is_misroute(fact.reason)) misroute(*c, item->lane);
}

void Measurer::operator()(const AnswerGiven& fact) {
  if (auto* c = of(fact.case_id)) c->worked = true;
}

void Measurer::operator()(const ItemEnded& fact) {
  auto* c = of(fact.case_id);
  const auto* item = find(state_.items, fact.item);
  if (c == nullptr || item == nullptr || item->kind != ItemKind::work) return;
  c->unfinished_work = std::max<std::int64_t>(0, c->unfinished_work - 1);
}

void Measurer::operator()(const PlanMade& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr) return;
  c->planned = true;
  c->promises.push_back({fact.plan, fact.at, {}, false});
}

void Measurer::operator()(const PlanEnded& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr) return;
  c->planned = false;
  for (auto& promise : c->promises) {
    if (promise.plan != fact.plan || promise.ended) continue;
    promise.ended = at_;
    promise.kept = fact.how == "sent" && at_ <= promise.due + kPromiseSlack;
  }
  if (fact.how == "kept_silent")  // G14: Baton was not to say it
    std::erase_if(c->promises, [&](const DuePlanned& promise) { return promise.plan == fact.plan; });
  // What was replaced or became moot before its time never fell.
  if (fact.how == "replaced" || fact.how == "no_longer_needed")
    std::erase_if(c->promises,
                  [&](const DuePlanned& promise) { return promise.plan == fact.plan && at_ < promise.due; });
}

void Measurer::operator()(const DueSettled& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr) return;
  const auto since = fact.clock == DueClock::promise ? c->promised : c->last_word;
  c->dues.push_back({fact.due, std::string(word(fact.clock)), since, fact.met});
}

void Measurer::operator()(const UpdateOverdue& fact) {
  auto* c = of(fact.case_id);
  if (c == nullptr || c->status != CaseStatus::escalated) return;  // M11 is per escalated case
  const auto at = fact.due + policy_.overdue_after_ms;
  const bool known = std::any_of(c->stalls.begin(), c->stalls.end(),
                                 [&](const Stall& stall) { return stall.at == at && stall.why == "overdue"; });
  if (!known) c->stalls.push_back({at, "overdue"});
  c->due = {};
}

void Measurer::operator()(const GateDecided& fact) {
  const auto* send = find(state_.sends, fact.message);
  const auto* draft = find(state_.drafts, fact.message);
  if (send == nullptr && draft == nullptr) return;
  const auto& author = send != nullptr ? send->author : draft->author;
  auto* c = of(send != nullptr ? send->case_id : draft->case_id);
  if (c == nullptr || !is_person(author)) return;
  const auto same = [&](const JudgedReply& reply) { return reply.message == fact.message; };
  if (std::any_of(c->replies.begin(), c->replies.end(), same)) return;
  std::string outcome(word(fact.decision));
  if (fact.decision == GateDecision::hold) outcome += ":" + std::string(word(fact.hold));
  if (fact.decision == GateDecision::refused) outcome += ":" + std::string(rule_);
  c->replies.push_back({fact.message, at_, std::move(outcome)});
}

void Measurer::operator()(const SendConfirmed& fact) {
  const auto* send = find(state_.sends, fact.message);
  auto* c = send == nullptr ? nullptr : of(send->case_id);
  if (c == nullptr) return;
  c->told = std::max(c->told, at_);
  const bool human = is_person(send->author);
  if (!human && !is_automation(send->author)) return;  // the host's notices are no response (M1)
  responded(*c, human, fact.at ? fact.at : at_);
  if (human && specialist(c->lane)) c->worked = true;
}

}  // namespace

void measure(Measures& measures, const CustomerState& state, const Policy& policy, const Ruled& ruled,
             Instant at) {
  measures.version = kMeasuresVersion;
  // M11: before anything of this moment happened, was the update overdue already? The host tells it (UpdateOverdue)
  // where it looked at its clock in time.
  for (auto& [id, c] : measures.cases) {
    const auto overdue = c.due + policy.overdue_after_ms;
    if (!c.due || at <= overdue) continue;
    if (c.told < c.due) c.stalls.push_back({overdue, "overdue"});
    c.due = {};
  }
  std::visit(Measurer(measures, state, policy, ruled.rule, at), ruled.fact);
}

void measure_state(Measures& measures, const CustomerState& state, const Policy& policy) {
  for (auto& [id, c] : measures.cases) {
    const auto* known = find(state.cases, id);
    if (known == nullptr) continue;
    c.lane = known->lane;
    c.work_type = known->work_type;
    c.model = known->model;
    const auto due = next_update_due(state, *known, policy);
    const auto at = due + policy.overdue_after_ms;
    const bool counted =
        std::any_of(c.stalls.begin(), c.stalls.end(), [&](const Stall& stall) { return stall.at == at; });
    c.due = known->status == CaseStatus::escalated && !counted && c.told < due ? due : Instant{};
  }
}

}  // namespace baton::core
