// SPDX-License-Identifier: MIT
#include "tests/sim/walker.h"

#include "host/core/evolve.h"
#include "host/core/modes.h"

namespace baton::sim {

using namespace core;

namespace {

Policy walked_policy() {
  auto policy = core::testing::triage_policy();
  policy.secure_path.url = "https://id.example.com";
  policy.secure_path.key = "key";
  return policy;
}

}  // namespace

Walker::Walker(std::uint64_t seed, int steps)
    : random_(seed), steps_(steps), policy_(walked_policy()), now_(core::testing::kMonday),
      met_(std::variant_size_v<Fact>, 0) {
  state_.id = {"k7"};
  replayed_.id = {"k7"};
  if (one_in(2)) {
    policy_.lanes[{"desk"}] = {{"desk"}, "the desk", true, false, {{"lea"}}};
    policy_.desk = {{{"dan"}, {"ben"}}, 3, {{"compliance"}, {"technical"}}};
    for (const auto& member : policy_.desk.members) policy_.agents[member].skills.push_back(kDesk);
  }
  if (one_in(3)) policy_.ownership_rules = {{"control_tower", {}, {{"technical"}}, {}, {"handoff"}}, {"reassign", {},
      {}, {}, {"H8"}}};
  if (one_in(3)) policy_.lanes[{"technical"}].back_down = true;
  if (one_in(4)) policy_.reopen_horizon_ms = below(2) == 0 ? kHour : 10 * kDay;
  if (one_in(4)) policy_.bots.clear();
  if (one_in(2)) policy_.triage.classifiers.push_back({"classifiers.0", "classifier", 100 + below(4000), 500, {}});
  policy_.brief_fallback = seed % 4 == 1;  // without a draw: all other walks stay what they were
  if (one_in(4)) policy_.triage.classifiers.push_back({"classifiers.1", "classifier", 1000, below(900), {}});
  watch_rules();
  keep_hours();
}

// G14: rules that only watch in some lanes, or everywhere another system sends. J1, J4, J5, R8.
void Walker::watch_rules() {
  if (one_in(3))
    for (auto& [id, lane] : policy_.lanes)
      if (one_in(3)) lane.modes.base = static_cast<RuleMode>(1 + below(3));
  if (one_in(3))
    for (const auto& rule : automated_rules())
      if (one_in(4)) policy_.lanes[{"general"}].modes.rules[rule] = static_cast<RuleMode>(1 + below(3));
  if (one_in(8)) policy_.connectors[{"wa"}].topology = Topology::overlay;
  policy_.connectors[{"wa"}].channel.calls = true;
  policy_.approvals["refund"] = {{{"technical"}, {"general"}}, 10'000, 50'000, 24 * kHour, "EUR"};
  if (one_in(2)) policy_.intake = {{"intent", "ids", "urgency"}, {one_in(2) ? "intent" : "ids"}};
  if (one_in(2)) {  // H7, H13
    policy_.late_lane = {"technical"};
    for (const char* lane : {"general", "technical"}) policy_.lanes[{lane}].finish_ms = (1 + below(40)) * kHour;
    policy_.channels["whatsapp"].classes = {{"iban", Way::stay}, {"card", Way::form}, {"password", Way::call}};
    policy_.channels["whatsapp"].intents = {{"gdpr", Way::email}};
  }
  if (one_in(3)) policy_.lanes[{"technical"}].fallback = {one_in(2) ? "revenue" : "general"};
}

void Walker::keep_hours() {
  auto zone = std::make_shared<Zone>();
  zone->name = "Far/Away";
  zone->offset = (below(27) - 13) * kHour;
  zone->changes = {{now_ + below(60) * kHour, zone->offset + kHour}};
  policy_.zones["Far/Away"] = zone;
  policy_.zone_of_code = {{"49", "Far/Away"}};
  if (!one_in(3)) policy_.quiet_from_ms = (20 + below(4)) * kHour, policy_.quiet_to_ms = (6 + below(3)) * kHour;
  if (!one_in(3)) policy_.sla[""][Priority::medium] = {kHour, 4 * kHour, 20 * kHour, true};
  if (one_in(2)) return;
  policy_.hours.always = false;
  for (std::size_t day = 0; day < 5; ++day)
    policy_.hours.week[day] = {{9 * kHour, 12 * kHour}, {13 * kHour, 18 * kHour}};
}

Finding Walker::walk() {
  Finding finding;
  for (int step = 0; step < steps_ && finding.problems.empty(); ++step) {
    move_clock();
    const auto due = next_due(state_, policy_);
    // The engine looks at the clock before the next input, mostly.
    if (due && *due <= now_ && !one_in(10)) take(ClockReached{}, finding);
    if (!finding.problems.empty()) break;
    if (!pending_.empty() && !one_in(3)) {
      const auto at = static_cast<std::size_t>(below(static_cast<int>(std::min<std::size_t>(pending_.size(), 4))));
      const auto effect = pending_[at].effect;
      if (!one_in(12)) pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(at));  // sometimes answered twice
      take(answer(effect), finding);
    } else {
      take(next_input(), finding);
    }
  }
  return finding;
}

void Walker::move_clock() {
  switch (below(12)) {
    case 0: now_ = now_ + below(60 * 60) * kSecond; return;
    case 1: now_ = now_ + below(24 * 60) * kMinute; return;
    case 2: {  // to the very instant something is due, or a millisecond before
      const auto due = next_due(state_, policy_);
      if (due && *due > now_) now_ = *due - below(2);
      return;
    }
    case 3:
      if (one_in(6)) now_ = now_ + (1 + below(30)) * kDay;
      return;
    default: now_ = now_ + below(8000); return;
  }
}

void Walker::take(const Input& input, Finding& finding) {
  finding.trace.push_back(std::to_string(now_.ms) + " " + core::testing::dump(input));
  const auto before = state_;
  Decision decision;
  try {
    decision = decide(state_, input, policy_, now_);
  } catch (const std::exception& broken) {
    finding.problems.push_back(std::string("decide threw: ") + broken.what());
    return;
  }
  finding.problems = core::testing::broken_invariants(before, input, decision, policy_, now_);
  state_ = std::move(decision.state);
  for (const auto& ruled : decision.facts) {
    evolve(replayed_, ruled.fact, now_);
    facts_ += ruled.rule + ' ' + core::testing::dump(ruled.fact) + '\n';
    ++met_[ruled.fact.index()];
    for (const auto& effect : react(ruled.fact)) queue(effect);
  }
}

void Walker::queue(const Effect& effect) {
  if (std::holds_alternative<RaiseAlarm>(effect) || std::holds_alternative<MarkTemplate>(effect) ||
      std::holds_alternative<CheckTemplates>(effect))
    return;
  if (one_in(25)) return;  // never answered
  pending_.push_back({now_, effect});
  if (pending_.size() > 40) pending_.pop_front();
}

Content Walker::content(const std::string& text) { return {{++next_content_, "h:" + text}, text}; }

Place Walker::place() {
  Place where;
  const int which = below(8);
  where.connector = {which == 0 ? "mail" : "wa"};
  where.account = which == 0 ? "box" : (which < 5 ? "bot" : "plain");
  where.addresses.push_back({AddressKind::phone, "key-" + std::to_string(below(3)), content("+49151")});
  if (one_in(3)) where.name = content("Ada");
  return where;
}

AgentId Walker::agent() {
  static const std::vector<std::string> all = {"ana", "ben", "lea", "dan", "tom", "tina", "tess", "cleo", "ghost"};
  return {pick(all)};
}

LaneId Walker::lane() {
  static const std::vector<std::string> all = {"general", "technical", "technical", "compliance", "desk", "moon", ""};
  return {pick(all)};
}

CaseId Walker::any_case() {
  if (state_.cases.empty() || one_in(30)) return {"k7-c999"};
  auto at = state_.cases.end();
  std::advance(at, -1 - below(std::min<int>(3, static_cast<int>(state_.cases.size()))));
  return at->first;
}

WorkId Walker::any_item() {
  if (state_.items.empty() || one_in(30)) return {"k7-w999"};
  std::vector<WorkId> open;
  for (const auto& [id, item] : state_.items)
    if (!item.finished()) open.push_back(id);
  if (!open.empty() && !one_in(8)) return pick(open);
  auto at = state_.items.begin();
  std::advance(at, below(static_cast<int>(state_.items.size())));
  return at->first;
}

MessageId Walker::any_send() {
  if (state_.sends.empty() || one_in(30)) return {"k7-m999"};
  std::vector<MessageId> ids;
  for (const auto& [id, send] : state_.sends) ids.push_back(id);
  return pick(ids);
}

std::uint64_t Walker::epoch_of(const CaseId& id) {
  const auto found = state_.cases.find(id);
  if (found == state_.cases.end()) return 1;
  const auto epoch = state_.hands.at(found->second.hand).epoch;
  return one_in(10) ? epoch - 1 : epoch;
}

std::string Walker::owner_of(const CaseId& id) {
  const auto found = state_.cases.find(id);
  return found == state_.cases.end() ? "agent:ana" : to_string(state_.hands.at(found->second.hand).owner);
}

std::string Walker::somebody_for(const CaseId& id) {
  if (one_in(8)) return "agent:" + agent().value;
  const auto owner = owner_of(id);
  if (!owner.starts_with("lead:")) return owner;
  const auto& holder = state_.hands.at(state_.cases.at(id).hand).holder;
  if (!holder.empty()) return "agent:" + holder.value;
  const auto found = policy_.lanes.find({owner.substr(5)});
  return found == policy_.lanes.end() ? "agent:lea" : "agent:" + found->second.leads.front().value;
}

}  // namespace baton::sim
