// SPDX-License-Identifier: MIT
#include "tests/sim/watch.h"

#include "host/core/find.h"
#include "host/core/next_step.h"

namespace baton::sim {

using namespace core;

namespace {

std::string key_of(const ConnectorId& connector, const std::string& account) { return connector.value + '/' + account; }

bool released(const Decision& decision, const WorkId& item) {
  for (const auto& ruled : decision.facts)
    if (const auto* fact = std::get_if<ItemReleased>(&ruled.fact); fact != nullptr && fact->item == item) return true;
  return false;
}

AgentId agent_named(const std::string& actor) {
  return {actor.starts_with("agent:") ? actor.substr(actor.find(':') + 1) : std::string{}};
}

bool speaks_for(const Hand& hand, const std::string& author, const AgentId& person, const Policy& policy, Instant now) {
  if (author == to_string(hand.owner)) return true;
  const auto* office = std::get_if<LeadOwner>(&hand.owner);
  if (office == nullptr) return false;
  // Inside the desk one member at a time holds the thread (O4).
  return hand.holder.empty() ? policy.may_write_for(person, office->lane, now) : hand.holder == person;
}

}  // namespace

const std::vector<std::string>& planted() {
  static const std::vector<std::string> all = {"4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32", "hunter2"};
  return all;
}

Watch::Watch(CustomerId customer) { kept_.id = std::move(customer); }

std::vector<std::string> Watch::after(const Input& input, const Decision& decision, const Policy& policy, Instant now) {
  problems_.clear();
  gate_.clear();
  hear(input, now);
  auto broken = core::testing::broken_invariants_of(
      kept_, input, decision, policy, now,
      [&](const CustomerState& before, const Ruled& ruled) { look_at(before, ruled, policy, now); });
  look_at_owners(decision.state);
  for (const auto& [id, item] : decision.state.items) {
    auto& holder = holders_[id];
    if (!holder.empty() && !item.owner.empty() && holder != item.owner && !released(decision, id))
      wrong("G2", id.value + " went from " + holder.value + " to " + item.owner.value + " and was never given back");
    holder = item.owner;
  }
  look_at_dues(decision.state, input, policy, now);
  look_at_record(input);
  problems_.insert(problems_.end(), broken.begin(), broken.end());
  return problems_;
}

// The customer's own words and calls, by the channel's clock as far as it can be true (W1). What is late or historic
// opens less than this; more than this nothing may be taken for.
void Watch::hear(const Input& input, Instant now) {
  const auto spoke = [&](const Place& place, Instant occurred) {
    auto& last = wrote_[key_of(place.connector, place.account)];
    last = std::max(last, occurred ? std::min(occurred, now) : now);
  };
  if (const auto* wrote = std::get_if<CustomerWrote>(&input)) spoke(wrote->place, wrote->occurred);
  if (const auto* called = std::get_if<CallReported>(&input)) spoke(called->place, called->occurred);
  if (const auto* prefers = std::get_if<PreferenceChanged>(&input); prefers != nullptr && prefers->opens_window)
    spoke(prefers->place, prefers->occurred);
}

void Watch::look_at(const CustomerState& before, const Ruled& ruled, const Policy& policy, Instant now) {
  if (const auto* plan = std::get_if<PlanMade>(&ruled.fact)) look_at(before, *plan, policy, now);
  if (const auto* queued = std::get_if<SendQueued>(&ruled.fact)) look_at(before, *queued, policy, now);
  if (const auto* decided = std::get_if<GateDecided>(&ruled.fact)) gate_[decided->message] = decided->decision;
  if (const auto* attempted = std::get_if<SendAttempted>(&ruled.fact)) look_at(before, *attempted, policy, now);
  if (const auto* taken = std::get_if<ItemTaken>(&ruled.fact)) look_at(before, *taken);
  if (const auto* received = std::get_if<MessageReceived>(&ruled.fact)) look_at(*received);
  if (std::holds_alternative<Erased>(ruled.fact)) erased_ = true;
  // I4: facts carry references with hashes, and the hash of a word in these worlds is the word.
  const auto text = core::testing::dump(ruled.fact);
  for (const auto& secret : planted())
    if (text.find(secret) != std::string::npos) wrong("I4", "\"" + secret + "\" is stored: " + text);
}

void Watch::look_at(const CustomerState& before, const PlanMade& fact, const Policy& policy, Instant now) {
  const auto* c = find(before.cases, fact.case_id);
  if (c == nullptr || fact.by == "host") return;
  const auto& hand = before.hands.at(c->hand);
  plans_[{fact.case_id, fact.plan}] = {hand.epoch, fact.by};
  if (!speaks_for(hand, fact.by, agent_named(fact.by), policy, now))
    wrong("O1", fact.by + " plans, " + to_string(hand.owner) + " owns: " + core::testing::dump(fact));
}

// What was planned, or kept until the customer's tap, was written before: by the owner of then, under this very epoch.
bool Watch::written_before(const Hand& hand, const SendQueued& fact) const {
  const auto same = [&](const Written& known) { return known.epoch == hand.epoch && known.author == fact.author; };
  const auto plan = plans_.find({fact.case_id, fact.plan});
  if (fact.plan != 0 && plan != plans_.end() && same(plan->second)) return true;
  const auto text = texts_.find(fact.text.id);
  return fact.text && text != texts_.end() && same(text->second);
}

// O1, C2: a public word is its owner's, in person or for the office that owns; the host's own words are nobody's.
void Watch::look_at(const CustomerState& before, const SendQueued& fact, const Policy& policy, Instant now) {
  const auto* c = find(before.cases, fact.case_id);
  if (c == nullptr || fact.author == "host") return;
  const auto& hand = before.hands.at(c->hand);
  if (!written_before(hand, fact) && !speaks_for(hand, fact.author, fact.person, policy, now))
    wrong("O1", fact.author + " writes, " + to_string(hand.owner) + " owns: " + core::testing::dump(fact));
  if (fact.text) texts_.try_emplace(fact.text.id, Written{hand.epoch, fact.author});
}

void Watch::look_at(const CustomerState& before, const SendAttempted& fact, const Policy& policy, Instant now) {
  const auto* send = find(before.sends, fact.message);
  if (send == nullptr) return wrong("W3", "sent, and never queued: " + core::testing::dump(fact));
  const auto* c = find(before.cases, send->case_id);
  if (c != nullptr && send->author != "host" && before.hands.at(c->hand).epoch != send->epoch)
    wrong("C3", "said under an older epoch: " + core::testing::dump(fact));
  const auto gate = gate_.find(fact.message);
  if (gate == gate_.end() || gate->second != GateDecision::free) return;
  const auto& thread = before.threads.at(send->thread);
  const auto rules = policy.connectors.find(thread.connector);
  const auto window = rules == policy.connectors.end() ? Millis{0} : rules->second.channel.window_ms;
  if (window == 0) return;
  const auto last = wrote_[key_of(thread.connector, thread.account)];
  if (!last || now >= last + window)
    wrong("W1", "free words, and the customer wrote last at " + std::to_string(last.ms) + ": " +
                    core::testing::dump(fact));
}

// B2: what is taken is handed over with a brief; the last owner of a reopened case takes it back without one.
void Watch::look_at(const CustomerState& before, const ItemTaken& fact) {
  const auto* item = find(before.items, fact.item);
  if (item != nullptr && !item->returning && !fact.brief_complete)
    wrong("B2", "taken without a complete brief: " + core::testing::dump(fact));
}

void Watch::look_at(const MessageReceived& fact) {
  if (!recorded_.insert(fact.remote_id.hash).second) wrong("I1", "recorded twice: " + core::testing::dump(fact));
}

void Watch::look_at_owners(const CustomerState& state) {
  for (const auto& [id, hand] : state.hands) {
    const auto [known, first] = owners_.try_emplace(id, hand.epoch, hand.owner);
    auto& [epoch, owner] = known->second;
    if (hand.epoch < epoch) wrong("C3", "the epoch of " + id.value + " went back");
    if (!first && hand.epoch == epoch && hand.owner != owner)
      wrong("C2", id.value + " has two owners under epoch " + std::to_string(epoch) + ": " + to_string(owner) +
                      " and " + to_string(hand.owner));
    epoch = hand.epoch, owner = hand.owner;
  }
}

void Watch::look_at_dues(const CustomerState& state, const Input& input, const Policy& policy, Instant now) {
  for (const auto& [id, c] : state.cases) {
    if (c.status != CaseStatus::escalated) continue;
    const auto due = next_update_due(state, c, policy);
    if (!due) wrong("G12", id.value + " is escalated, and its customer never hears");
    const bool silent = due && due + policy.overdue_after_ms <= now && c.overdue_due < due;
    if (silent && std::holds_alternative<ClockReached>(input))
      wrong("G12", "the due of " + id.value + " passed silently: " + std::to_string(due.ms));
  }
}

void Watch::look_at_record(const Input& input) {
  const auto* wrote = std::get_if<CustomerWrote>(&input);
  if (wrote != nullptr && !erased_ && !recorded_.contains(wrote->remote_id.ref.hash))
    wrong("C1", "taken and not recorded: " + core::testing::dump(input));
}

}  // namespace baton::sim
