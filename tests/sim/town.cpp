// SPDX-License-Identifier: MIT
// town.cpp - the clock, and one decision after the other, each of them watched.
#include "tests/sim/town.h"

#include <algorithm>

#include "host/core/evolve.h"
#include "host/core/find.h"
#include "host/core/testing/digest.h"

namespace baton::sim {

using namespace core;

namespace {

constexpr long kReplayEvery = 10'000;
constexpr int kWholeHistoryOf = 40;  // of every so many customers one keeps all facts

}  // namespace

CustomerId Town::customer_id(int customer) { return {"k" + std::to_string(1000 + customer)}; }

Town::Town(TownOptions options)
    : options_(std::move(options)), random_(options_.seed), policy_(town_policy()),
      overtaking_(options_.max_overtaken, options_.host_overtaken) {
  counts_.facts.assign(std::variant_size_v<Fact>, 0);
  for (const auto& [id, agent] : policy_.agents) {
    worker_of_[id] = workers_.size();
    workers_.push_back({id, false, {}, {}, 0, {}});
  }
  for (int i = 0; i < options_.customers; ++i) {
    lives_.emplace_back(customer_id(i));
    at(now_ + below(9 * 24 * 60) * kMinute, i, CustomerTurn{});
  }
  for (std::size_t agent = 0; agent < workers_.size(); ++agent) {
    at(now_ + below(60) * kMinute, -1, Shift{agent});
    at(now_ + below(600) * kSecond, -1, AgentTurn{agent});
  }
  at(now_ + kHour, -1, Weather{});
}

TownFinding Town::live() {
  while (steps_ < options_.steps && finding_.problems.empty() && !events_.empty()) {
    const auto next = events_.extract(events_.begin());
    now_ = std::max({now_, next.key().first, host_down_until_});
    happen(next.mapped());
  }
  if (finding_.problems.empty()) replay_some();
  if (finding_.problems.empty()) replay_end();
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
    void operator()(const Missed& missed) const {
      if (town.now_ < town.workers_[missed.agent].vanished_until) town.tell_absence(missed.agent, {});
    }
    void operator()(const Landing& landing) const { town.land(customer, landing); }
    void operator()(const Weather&) const { town.weather(); }
    void operator()(const Effect& effect) const { town.answer(customer, effect); }
    void operator()(const Input& input) const { town.take(customer, input); }
  };
  std::visit(Happen{*this, event.customer}, event.what);
}

void Town::found(std::vector<std::string> problems, int customer) {
  if (finding_.problems.empty() && !problems.empty()) finding_ = {std::move(problems), customer, steps_};
}

void Town::take(int customer, const Input& input) {
  if (!finding_.problems.empty() || steps_ >= options_.steps) return;
  auto& one = life(customer);
  if (customer == options_.recorded) recorded_.push_back({now_, input});
  ++steps_;
  Decision decision;
  try {
    decision = options_.host(std::move(one.state), input, policy_, now_);
  } catch (const std::exception& broken) {
    return found({std::string("decide threw: ") + broken.what()}, customer);
  }
  found(one.watch.after(input, decision, policy_, now_), customer);
  if (options_.also)
    if (auto broken = options_.also(decision.state); !broken.empty()) found({std::move(broken)}, customer);
  remember(customer, decision);
  one.state = std::move(decision.state);
  for (const auto& ruled : decision.facts)
    for (const auto& effect : react(ruled.fact)) queue(customer, effect);
  know_tasks(customer);
  leave_queue(customer);
  arm_clock(customer);
  if (steps_ % kReplayEvery == 0) replay_some();
}

void Town::remember(int customer, const Decision& decision) {
  auto& one = life(customer);
  for (const auto& ruled : decision.facts) {
    fingerprint_ = fingerprint_ * 1099511628211ULL + core::testing::digest(ruled.fact);
    ++counts_.facts[ruled.fact.index()];
    if (customer % kWholeHistoryOf == 0) one.history.emplace_back(now_, ruled.fact);
    if (const auto* offer = std::get_if<OfferMade>(&ruled.fact))
      if (const auto* c = find(decision.state.cases, offer->case_id)) ++counts_.offers[c->model];
    const auto* settled = std::get_if<OwnershipSettled>(&ruled.fact);
    if (settled != nullptr && settled->outcome == "refused")
      ++counts_.refused[settled->broke.substr(0, settled->broke.find(':'))];
  }
}

// C7: the history, folded again from its first fact, is the state.
void Town::replay_some() {
  for (int i = 0; i < options_.customers && finding_.problems.empty(); i += kWholeHistoryOf) {
    CustomerState again;
    again.id = life(i).state.id;
    for (const auto& [when, fact] : life(i).history) evolve(again, fact, when);
    if (core::testing::dump(again) != core::testing::dump(life(i).state))
      found({"C7: replay differs for " + again.id.value}, i);
  }
}

// Everybody's facts were folded as they came, beside the host; at the end in canonical form.
void Town::replay_end() {
  for (int i = 0; i < options_.customers && finding_.problems.empty(); ++i)
    if (core::testing::dump(life(i).watch.folded()) != core::testing::dump(life(i).state))
      found({"C7: the fold differs for " + life(i).state.id.value}, i);
}

void Town::add_task(Tasks& tasks, const AgentId& agent, Task::Kind kind, int customer, const std::string& id) const {
  const auto worker = worker_of_.find(agent);
  if (worker != worker_of_.end()) tasks.push_back({worker->second, {kind, customer, id}});
}

Town::Tasks Town::tasks_of(int customer) const {
  Tasks tasks;
  const auto& state = lives_[static_cast<std::size_t>(customer)].state;
  for (const auto& [id, item] : state.items) {
    if (item.finished()) continue;
    add_task(tasks, item.offered_to, Task::Kind::offered, customer, id.value);
    for (const auto& agent : item.also_offered) add_task(tasks, agent, Task::Kind::offered, customer, id.value);
    add_task(tasks, item.owner, Task::Kind::held, customer, id.value);
  }
  for (const auto& [id, c] : state.cases) {
    if (c.settled()) continue;
    const auto& hand = state.hands.at(c.hand);
    if (const auto* agent = std::get_if<AgentOwner>(&hand.owner))
      add_task(tasks, agent->id, Task::Kind::owned, customer, id.value);
    const auto* office = std::get_if<LeadOwner>(&hand.owner);
    if (office == nullptr) continue;
    const auto lane = policy_.lanes.find(office->lane);
    if (!hand.holder.empty()) add_task(tasks, hand.holder, Task::Kind::owned, customer, id.value);
    else if (lane != policy_.lanes.end() && !lane->second.leads.empty())
      add_task(tasks, lane->second.leads.front(), Task::Kind::office, customer, id.value);
  }
  return tasks;
}

void Town::know_tasks(int customer) {
  auto& one = life(customer);
  auto tasks = tasks_of(customer);
  if (tasks == one.tasks) return;
  std::set<std::size_t> touched;
  for (const auto& [worker, task] : one.tasks) {
    workers_[worker].tasks.erase(task);
    touched.insert(worker);
  }
  for (const auto& [worker, task] : tasks) {
    workers_[worker].tasks.insert(task);
    touched.insert(worker);
  }
  one.tasks = std::move(tasks);
  for (const auto worker : touched) has_room(worker);
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
