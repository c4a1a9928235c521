// SPDX-License-Identifier: MIT
// town.cpp - the clock, one decision after the other, and what must hold after each.
#include "tests/sim/town.h"

#include "host/core/evolve.h"
#include "host/core/find.h"

namespace baton::sim {

using namespace core;

namespace {

constexpr long kReplayEvery = 10'000;
constexpr int kWholeHistoryOf = 40;  // of every so many customers one keeps all facts

std::string name_of(int customer) { return "k" + std::to_string(1000 + customer); }

}  // namespace

Town::Town(TownOptions options)
    : options_(std::move(options)), random_(options_.seed), met_(std::variant_size_v<Fact>, 0) {
  make_policy();
  lives_.resize(static_cast<std::size_t>(options_.customers));
  for (int i = 0; i < options_.customers; ++i) {
    life(i).state.id = life(i).replayed.id = {name_of(i)};
    at(now_ + below(6 * 24 * 60) * kMinute, i, CustomerTurn{});
  }
  for (std::size_t agent = 0; agent < workers_.size(); ++agent) {
    at(now_ + below(60) * kMinute, -1, Shift{agent});
    at(now_ + below(600) * kSecond, -1, AgentTurn{agent});
  }
  at(now_ + kHour, -1, Weather{});
}

void Town::make_policy() {
  policy_ = core::testing::test_policy();
  const auto hire = [&](const std::string& name, int count, const LaneId& lane) {
    for (int i = 0; i < count; ++i)
      policy_.agents[{name + std::to_string(i)}] = {{name + std::to_string(i)}, name, {lane}, 5000};
  };
  hire("gen", 40, {"general"});
  hire("tec", 25, {"technical"});
  hire("com", 5, {"compliance"});
  policy_.lanes[{"desk"}] = {{"desk"}, "the desk", true, false, {{"lea"}}};
  for (const auto& [id, agent] : policy_.agents) workers_.push_back({id, false, {}, {}, {}});
}

TownFinding Town::live() {
  while (steps_ < options_.steps && finding_.problems.empty() && !events_.empty()) {
    const auto event = events_.top();
    events_.pop();
    now_ = std::max({now_, event.at, host_down_until_});
    happen(event);
  }
  replay_some();
  return finding_;
}

void Town::happen(const Event& event) {
  struct Happen {
    Town& town;
    int customer;
    void operator()(const CustomerTurn&) const { town.customer_turn(customer); }
    void operator()(const ClockDue&) const {
      auto& life = town.life(customer);
      if (!life.due || life.due > town.now_) return;  // it was moved
      life.due = {};
      town.take(customer, ClockReached{});
    }
    void operator()(const AgentTurn& turn) const { town.agent_turn(turn.agent); }
    void operator()(const Shift& shift) const { town.shift(shift.agent); }
    void operator()(const Weather&) const { town.weather(); }
    void operator()(const Effect& effect) const { town.answer(customer, effect); }
    void operator()(const Input& input) const { town.take(customer, input); }
  };
  std::visit(Happen{*this, event.customer}, event.what);
}

void Town::take(int customer, const Input& input) {
  if (!finding_.problems.empty()) return;
  auto& one = life(customer);
  if (customer == options_.recorded) recorded_.push_back({now_, input});
  ++steps_;
  Decision decision;
  try {
    decision = decide(one.state, input, policy_, now_);
  } catch (const std::exception& broken) {
    finding_ = {{std::string("decide threw: ") + broken.what()}, customer, steps_};
    return;
  }
  check(customer, one.state, input, decision);
  one.state = std::move(decision.state);
  for (const auto& ruled : decision.facts) {
    ++met_[ruled.fact.index()];
    for (const auto& effect : react(ruled.fact)) queue(customer, effect);
  }
  know_tasks(customer);
  arm_clock(customer);
  if (steps_ % kReplayEvery == 0) replay_some();
}

void Town::check(int customer, const CustomerState& before, const Input& input, const Decision& decision) {
  auto& one = life(customer);
  auto problems = core::testing::broken_invariants(before, input, decision, policy_, now_);
  for (const auto& ruled : decision.facts) {
    check_fact(one.replayed, ruled.fact, problems);
    evolve(one.replayed, ruled.fact, now_);
    fingerprint_ =
        fingerprint_ * 1099511628211ULL + std::hash<std::string>{}(core::testing::dump(ruled.fact));
    if (customer % kWholeHistoryOf == 0) one.history.emplace_back(now_, ruled.fact);
  }
  if (options_.also)
    if (auto broken = options_.also(decision.state); !broken.empty()) problems.push_back(std::move(broken));
  if (!problems.empty()) finding_ = {std::move(problems), customer, steps_};
}

// What the state alone cannot say afterwards: who owned the conversation when the word was written, and
// whether a message is there already.
void Town::check_fact(const CustomerState& before, const Fact& fact,
                      std::vector<std::string>& problems) const {
  if (const auto* queued = std::get_if<SendQueued>(&fact)) {
    const auto* c = find(before.cases, queued->case_id);
    if (c == nullptr || queued->author == "host") return;
    const auto& owner = before.hands.at(c->hand).owner;
    const auto* office = std::get_if<LeadOwner>(&owner);
    const bool owns = queued->author == to_string(owner);
    const bool for_office = office != nullptr && policy_.may_write_for(queued->person, office->lane);
    if (!owns && !for_office)
      problems.push_back("O1: " + queued->author + " writes, " + to_string(owner) +
                         " owns: " + core::testing::dump(fact));
  }
  if (const auto* received = std::get_if<MessageReceived>(&fact)) {
    for (const auto& [id, c] : before.cases)
      for (const auto& entry : c.entries)
        if (entry.remote_id.same_text(received->remote_id))
          problems.push_back("I1: recorded twice: " + core::testing::dump(fact));
  }
}

// C7: the history, folded again from its first fact, is the state.
void Town::replay_some() {
  for (int i = 0; i < options_.customers && finding_.problems.empty(); i += kWholeHistoryOf) {
    CustomerState again;
    again.id = life(i).state.id;
    for (const auto& [when, fact] : life(i).history) evolve(again, fact, when);
    if (core::testing::dump(again) != core::testing::dump(life(i).state))
      finding_ = {{"C7: replay differs for " + again.id.value}, i, steps_};
  }
}

void Town::know_tasks(int customer) {
  auto& one = life(customer);
  for (const auto& [agent, task] : one.tasks)
    for (auto& worker : workers_)
      if (worker.id.value == agent) worker.tasks.erase(task);
  one.tasks.clear();
  const auto add = [&](const std::string& agent, Task::Kind kind, const std::string& id) {
    if (!agent.empty()) one.tasks.push_back({agent, {kind, customer, id}});
  };
  for (const auto& [id, item] : one.state.items) {
    if (item.finished()) continue;
    add(item.offered_to.value, Task::Kind::offered, id.value);
    add(item.owner.value, Task::Kind::held, id.value);
  }
  for (const auto& [id, c] : one.state.cases) {
    if (c.settled()) continue;
    const auto& owner = one.state.hands.at(c.hand).owner;
    if (const auto* agent = std::get_if<AgentOwner>(&owner))
      add(agent->id.value, Task::Kind::owned, id.value);
    if (const auto* lead = std::get_if<LeadOwner>(&owner))
      if (const auto lane = policy_.lanes.find(lead->lane); lane != policy_.lanes.end() && one_in(20))
        add(lane->second.leads.front().value, Task::Kind::owned, id.value);
  }
  for (const auto& [agent, task] : one.tasks)
    for (auto& worker : workers_)
      if (worker.id.value == agent) worker.tasks.insert(task);
}

void Town::arm_clock(int customer) {
  auto& one = life(customer);
  const auto due = next_due(one.state, policy_);
  if (!due) {
    one.due = {};
    return;
  }
  if (one.due && one.due <= *due) return;  // it looks early enough, and then again
  one.due = std::max(*due, now_);
  // The host looks when it gets to it.
  at(one.due + (one_in(20) ? below(120) * kSecond : below(500)), customer, ClockDue{});
}

}  // namespace baton::sim
