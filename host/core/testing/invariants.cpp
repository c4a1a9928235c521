// SPDX-License-Identifier: MIT
#include "host/core/testing/invariants.h"

#include <set>

#include "host/core/dues.h"
#include "host/core/evolve.h"
#include "host/core/find.h"
#include "host/core/keeping.h"
#include "host/core/next_step.h"
#include "host/core/quiet.h"
#include "host/core/send_rank.h"
#include "host/core/testing/digest.h"
#include "host/core/window.h"

namespace baton::core::testing {
namespace {

using Problems = std::vector<std::string>;

// The table of C6, written down a second time from the operating model and not from the code.
bool legal(CaseStatus from, CaseStatus to) {
  using enum CaseStatus;
  static const std::set<std::pair<CaseStatus, CaseStatus>> table = {
      {automated, open}, {automated, escalated}, {open, escalated}, {waiting_customer, escalated}, {escalated, open},
      {open, waiting_customer}, {waiting_customer, open}, {automated, resolved}, {open, resolved},
      {waiting_customer, resolved}, {escalated, resolved}, {resolved, open}, {resolved, closed}, {closed, open}};
  return table.contains({from, to});
}

// Looks at each fact with the state it met: what a fact may do depends on what was true a moment before.
class FactChecker {
 public:
  FactChecker(CustomerState& state, const Policy& policy, Instant now, Problems& problems, const FactWatcher& watcher)
      : state_(state), policy_(policy), now_(now), problems_(problems), watcher_(watcher) {}

  void take(const Ruled& ruled) {
    if (watcher_) watcher_(state_, ruled);
    if (ruled.rule.empty()) wrong("C7", "a fact without a rule: " + dump(ruled.fact));
    std::visit([&](const auto& fact) { check(fact); }, ruled.fact);
    std::map<CaseId, CaseStatus> statuses;
    for (const auto& [id, c] : state_.cases) statuses[id] = c.status;
    std::map<HandId, std::uint64_t> epochs;
    for (const auto& [id, hand] : state_.hands) epochs[id] = hand.epoch;
    evolve(state_, ruled.fact, now_);
    for (const auto& [id, hand] : state_.hands)
      if (epochs.contains(id) && hand.epoch < epochs[id]) wrong("C3", "the epoch fell in " + id.value);
    if (std::holds_alternative<StatusChanged>(ruled.fact)) return;
    for (const auto& [id, c] : state_.cases)
      if (statuses.contains(id) && statuses[id] != c.status) wrong("C6", "a status changed by " + dump(ruled.fact));
  }

 private:
  void wrong(const char* rule, const std::string& what) { problems_.push_back(std::string(rule) + ": " + what); }

  void check(const StatusChanged& fact) {
    const auto* c = find(state_.cases, fact.case_id);
    if (c == nullptr || c->status != fact.from || !legal(fact.from, fact.to)) wrong("C6", "illegal " + dump(fact));
  }
  void check(const OwnerChanged& fact) {
    const auto* hand = find(state_.hands, fact.hand);
    if (hand == nullptr || hand->owner != fact.from || fact.epoch != hand->epoch + 1 || fact.from == fact.to)
      wrong("C3", "not one step: " + dump(fact));
  }
  void check(const HandsJoined& fact) {
    const auto* from = find(state_.hands, fact.from);
    const auto* into = find(state_.hands, fact.into);
    if (from == nullptr || into == nullptr || fact.epoch != std::max(from->epoch, into->epoch) + 1)
      wrong("C2", "hands joined wrongly: " + dump(fact));
  }
  void check(const CaseOpened& fact) {
    if (state_.cases.contains(fact.case_id) || state_.hands.contains(fact.hand)) wrong("C1", "an id twice: " + dump(fact));
  }
  void check(const MessageReceived& fact) {
    if (!state_.cases.contains(fact.case_id)) wrong("C1", "a message without a case: " + dump(fact));
  }
  void check(const ItemTaken& fact) {
    const auto* item = find(state_.items, fact.item);
    if (item == nullptr || !item->owner.empty() || item->finished()) wrong("G2", "taken twice: " + dump(fact));
    if (fact.kind == ItemKind::conversation) accepted_.insert(fact.case_id);
  }
  void check(const BriefStands& fact) {
    const auto* c = find(state_.cases, fact.case_id);
    const bool waits = c != nullptr && c->handoff.brief_waits && c->brief.number == fact.brief;
    if (!waits || c->brief.minimal() || !c->brief.complete())
      wrong("B2", "no brief that could stand: " + dump(fact));
  }
  void check(const OfferMade& fact) {
    const auto* c = find(state_.cases, fact.case_id);
    const auto* item = find(state_.items, fact.item);
    if (c == nullptr || item == nullptr) return wrong("R5", "offered, and not there: " + dump(fact));
    // R2: only the pod of a VIP is asked at the same time, each of it once.
    const bool beside = fact.beside && item->state == WorkState::offered && !item->offered(fact.agent) &&
                        state_.segment == policy_.vip_segment;
    if (!beside && item->state != WorkState::open) return wrong("R5", "not to be offered: " + dump(fact));
    if (!c->brief.complete() || c->brief.number != fact.brief) wrong("B2", "an offer without its brief: " + dump(fact));
    if (!policy_.holds_skill(fact.agent, item->lane)) wrong("R5", "offered without the skill: " + dump(fact));
  }
  void check(const SendQueued& fact) {
    const auto* c = find(state_.cases, fact.case_id);
    const auto* hand = c == nullptr ? nullptr : find(state_.hands, c->hand);
    if (hand == nullptr) return wrong("C1", "a word without a case: " + dump(fact));
    if (hand->epoch != fact.epoch) wrong("C3", "queued under another epoch: " + dump(fact));
    if (fact.purpose == SendPurpose::bot_reply && fact.author != to_string(hand->owner)) wrong("H14", "the bot speaks: " + dump(fact));
    if (fact.purpose == SendPurpose::acknowledgement && hand->acknowledged) wrong("C5", "acknowledged twice: " + dump(fact));
    if (fact.purpose == SendPurpose::announcement && !accepted_.contains(fact.case_id))
      wrong("C5", "announced before the accept: " + dump(fact));
  }
  void check(const GateDecided& fact) {
    gate_[fact.message] = fact.decision;
    if (fact.why.empty()) wrong("W3", "no reason: " + dump(fact));
    const auto* send = find(state_.sends, fact.message);
    if (fact.decision == GateDecision::hold && fact.hold == HoldReason::none) wrong("W3", "a hold without a reason: " + dump(fact));
    if (fact.decision == GateDecision::free && (send == nullptr || !window_open(state_.threads.at(send->thread), policy_, now_)))
      wrong("W3", "free although the window is closed: " + dump(fact));
  }
  void check(const SendAttempted& fact) {
    const auto* send = find(state_.sends, fact.message);
    const auto gate = gate_.find(fact.message);
    const bool passed = gate != gate_.end() &&
                        (gate->second == GateDecision::free || gate->second == GateDecision::template_message);
    if (!passed) wrong("W3", "sent past the gate: " + dump(fact));
    if (send == nullptr || (send->state != SendState::queued && send->state != SendState::held))
      wrong("W9", "sent although it is on its way or done: " + dump(fact));
    if (send != nullptr && by_night(*send)) wrong("W8", "automatic, and it is night: " + dump(fact));
    if (send != nullptr && fact.attempt != send->attempts + 1) wrong("W9", "attempts miscounted: " + dump(fact));
    gate_.erase(fact.message);
  }
  void check(const MediaForgotten& fact) {
    for (const auto& item : fact.items) {
      const auto kept = std::find_if(state_.media.begin(), state_.media.end(), [&](const KeptMedia& one) {
        return one.message == item.message && one.index == item.index;
      });
      const bool over = kept != state_.media.end() && media_ends(*kept, policy_) <= now_;
      if (!over) wrong("P2", "before its time: " + dump(fact));
    }
  }
  void check(const ContentForgotten& fact) {
    const auto* c = find(state_.cases, fact.case_id);
    if (fact.case_id.empty()) return;  // all that is left; each case said so itself
    const auto ends = c == nullptr ? Instant{} : content_ends(*c, policy_);
    if (!ends || ends > now_) wrong("P1", "before its time: " + dump(fact));
  }
  template <class Other>
  void check(const Other&) {}

  // W8, written down a second time: by the clock or the host, at night, to somebody who has not just written.
  bool by_night(const Send& send) const {
    if (send.purpose == SendPurpose::reply || send.purpose == SendPurpose::resolution) return false;
    const auto* c = find(state_.cases, send.case_id);
    if (c == nullptr || c->work_type == 3 || policy_.quiet_from_ms == policy_.quiet_to_ms) return false;
    for (const auto& [id, thread] : state_.threads)
      if (thread.last_word && now_ - thread.last_word <= kHour) return false;
    const auto of_day = local_of(zone_of(state_, policy_), now_).of_day;
    const bool over_midnight = policy_.quiet_to_ms < policy_.quiet_from_ms;
    const bool after = of_day >= policy_.quiet_from_ms, before = of_day < policy_.quiet_to_ms;
    return over_midnight ? after || before : after && before;
  }

  CustomerState& state_;  // moved on by each fact
  const Policy& policy_;
  Instant now_;
  Problems& problems_;
  const FactWatcher& watcher_;
  std::map<MessageId, GateDecision> gate_;  // decided in this decision, not yet used
  std::set<CaseId> accepted_;               // conversation accepted in this decision
};

void check_owner(const CustomerState& state, const Case& c, const Policy& policy, Problems& problems) {
  const auto* hand = find(state.hands, c.hand);
  if (hand == nullptr) return problems.push_back("C2: " + c.id.value + " has no hand");
  const auto* agent = std::get_if<AgentOwner>(&hand->owner);
  const auto* bot = std::get_if<BotOwner>(&hand->owner);
  const auto* lead = std::get_if<LeadOwner>(&hand->owner);
  const bool real = (agent != nullptr && policy.agents.contains(agent->id)) ||
                    (bot != nullptr && policy.bots.contains(bot->id)) || (lead != nullptr && policy.lanes.contains(lead->lane));
  if (!real) problems.push_back("C2: nobody real owns " + c.id.value + ": " + to_string(hand->owner));
  if (c.settled()) return;
  if ((bot != nullptr) != (c.status == CaseStatus::automated))
    problems.push_back("C4: " + c.id.value + " is " + std::string(word(c.status)) + " and owned by " + to_string(hand->owner));
}

void check_case(const CustomerState& state, const Case& c, const Policy& policy, Problems& problems) {
  check_owner(state, c, policy, problems);
  const bool working = unfinished_work(state, c.id) > 0;
  if (working != (c.status == CaseStatus::escalated))
    problems.push_back("C6: " + c.id.value + " is " + std::string(word(c.status)) + (working ? " with" : " without") + " work");
  if (c.settled()) return;
  const auto next = next_action(state, c, policy);
  if (next.verb.empty() || next.party.empty() || next.party.back() == ':')
    problems.push_back("C12: nothing is next on " + c.id.value + ": '" + next.verb + "' by '" + next.party + "'");
}

void check_item(const CustomerState& state, const Item& item, Problems& problems) {
  const bool owned = item.state == WorkState::claimed || item.state == WorkState::answered;
  if (owned == item.owner.empty() && !item.finished()) problems.push_back("G2: owner and state differ: " + dump(item));
  if ((item.state == WorkState::offered) == item.offered_to.empty()) problems.push_back("R5: offered to nobody: " + dump(item));
  const auto* c = find(state.cases, item.case_id);
  if (c == nullptr || (c->settled() && !item.finished())) problems.push_back("C6: work on a settled case: " + dump(item));
}

void check_send(const Send& send, Problems& problems) {
  // W3: every hold has an end; an unknown result ends with the author.
  const bool ends = send.hold_until || send.again_at || send.asked_templates;
  if (send.state == SendState::held && !ends) problems.push_back("W3: held without an end: " + dump(send));
  if (send.state == SendState::queued && !send.asked_templates) problems.push_back("W3: forgotten: " + dump(send));
  const bool waits_for_tap = static_cast<bool>(send.withheld_until);
  if (waits_for_tap && (send.state == SendState::failed || send.state == SendState::refused))
    problems.push_back("W5: kept for a template that is not there: " + dump(send));
}

// C3, W5: a text is offered as a draft once and leaves as itself once.
void check_texts(const CustomerState& state, Problems& problems) {
  std::map<std::int64_t, int> drafted;
  for (const auto& [id, draft] : state.drafts)
    if (draft.text && ++drafted[draft.text.id] > 1) problems.push_back("W5: drafted twice: " + dump(draft));
  std::map<std::int64_t, int> said;
  for (const auto& [id, send] : state.sends) {
    const bool out = rank(send.state) >= rank(SendState::accepted) && rank(send.state) < rank(SendState::failed);
    if (send.text && out && send.decision == GateDecision::free && ++said[send.text.id] > 1)
      problems.push_back("W9: said twice: " + dump(send));
  }
}

// H13: the customer is told where this belongs, once, also when the draft that said it stays a draft. The host's own
// word, and what the gate makes of it.
std::set<MessageId> told_elsewhere(const Decision& decision) {
  std::set<MessageId> told;
  for (const auto& ruled : decision.facts) {
    if (const auto* way = std::get_if<OtherWayNamed>(&ruled.fact)) told.insert(way->message);
    if (const auto* path = std::get_if<SecurePathOffered>(&ruled.fact)) told.insert(path->message);
  }
  return told;
}

template <class Fact>
bool about(const Fact& fact, const std::set<MessageId>& messages) {
  if constexpr (requires { fact.message; }) return messages.contains(fact.message);
  else return false;
}

void check_refusal(const Decision& decision, Problems& problems) {
  if (decision.refusals.size() > 1) problems.push_back("two refusals");
  if (decision.refusals.empty()) return;
  const auto& refusal = decision.refusals.front();
  if (refusal.what.empty() || refusal.mend.empty()) problems.push_back("a refusal that says nothing");
  const auto told = told_elsewhere(decision);
  for (const auto& ruled : decision.facts) {
    if (std::visit([&](const auto& fact) { return about(fact, told); }, ruled.fact)) continue;
    const auto* gate = std::get_if<GateDecided>(&ruled.fact);  // the draft's: M13 counts it
    if (gate != nullptr && gate->decision == GateDecision::refused) continue;
    const bool of_silence = std::holds_alternative<BotStale>(ruled.fact) || std::holds_alternative<BotMuted>(ruled.fact) ||
                            std::holds_alternative<AlarmRaised>(ruled.fact) ||
                            std::holds_alternative<ReplyDrafted>(ruled.fact) ||
                            std::holds_alternative<QuarantineLooked>(ruled.fact);  // I4: who wanted to look
    const auto* held = std::get_if<RuleHeld>(&ruled.fact);
    if (held != nullptr && held->held == "H14") continue;  // that the bot would have been silenced (G14)
    if (!of_silence) problems.push_back("refused, and yet: " + dump(ruled.fact));
  }
}

}  // namespace

std::vector<std::string> broken_invariants(const CustomerState& before, const Input& input, const Decision& decision,
                                           const Policy& policy, Instant now) {
  auto kept = before;
  return broken_invariants_of(kept, input, decision, policy, now);
}

std::vector<std::string> broken_invariants_of(CustomerState& kept, const Input& input, const Decision& decision,
                                              const Policy& policy, Instant now, const FactWatcher& watcher) {
  Problems problems;
  FactChecker checker(kept, policy, now, problems, watcher);
  for (const auto& ruled : decision.facts) checker.take(ruled);
  // C7: the state is what the facts add up to, and nothing else.
  if (digest(kept) != digest(decision.state))
    problems.push_back("C7: the fold differs:\n" + dump(kept) + "\n" + dump(decision.state));
  for (const auto& [id, c] : decision.state.cases) check_case(decision.state, c, policy, problems);
  for (const auto& [id, item] : decision.state.items) check_item(decision.state, item, problems);
  for (const auto& [id, send] : decision.state.sends) check_send(send, problems);
  check_texts(decision.state, problems);
  check_refusal(decision, problems);
  if (std::holds_alternative<ClockReached>(input)) {
    const auto due = next_due(decision.state, policy);
    if (due && *due <= now) problems.push_back("dues: still due at " + std::to_string(due->ms));
  }
  return problems;
}

}  // namespace baton::core::testing
