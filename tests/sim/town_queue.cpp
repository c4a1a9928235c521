// SPDX-License-Identifier: MIT
// town_queue.cpp - who is offered what next in a town: the index of the core is asked, and what it says is counted.
#include <algorithm>

#include "host/core/capacity.h"
#include "host/core/find.h"
#include "host/core/queue_wish.h"
#include "tests/sim/town.h"

namespace baton::sim {

using namespace core;

namespace {

constexpr std::int64_t kUnit = 1000;

}  // namespace

void Town::ask_queue(QueueStep step) {
  if (!finding_.problems.empty()) return;
  step.at = now_;
  if (options_.record_queue) queue_steps_.push_back(step);
  std::vector<Landing> landings;
  for (const auto& offer : overtaking_.take(step, in_flight_)) {
    const auto agent = worker_of_.at(offer.agent);
    ++workers_[agent].flying;
    workers_[agent].idle_since = now_;
    if (landings.empty() || landings.back().item != offer.item)
      landings.push_back({offer.item, {}, overtaking_.overtaken(offer.item)});
    landings.back().agents.push_back(agent);
  }
  for (auto& landing : landings) {
    const auto customer = std::stoi(customer_of(landing.item.value).value.substr(1)) - 1000;
    ++in_flight_;
    at(now_ + 1 + below(one_in(20) ? 5000 : 200), customer, std::move(landing));
  }
  if (!overtaking_.problem().empty()) found({overtaking_.problem()}, -1);
}

// The host asks who may be offered this. Where the index has nobody for it, nobody is there.
void Town::look_for(int customer, const AskCandidates& effect) {
  const auto& state = life(customer).state;
  const auto* item = find(state.items, effect.item);
  if (item == nullptr || item->state != WorkState::open || !item->asked_candidates) return;
  const auto [arrived, first] = arrivals_.try_emplace(item->id, next_arrival_ + 1);
  if (first) ++next_arrival_;
  const auto wish = queue_wish(state, *item, policy_);
  QueueStep waits{QueueStep::What::waits, now_, {}, {}, {}};
  waits.item = {item->id, arrived->second, wish.priority, wish.deadline, item->declined_by};
  waits.wanted.lane = item->lane;
  waits.wanted.language = wish.language;
  waits.wanted.agent = item->wanted;
  waits.wanted.beside_queue = wish.work_type == 3;
  waits.wanted.at_once = wish.at_once;
  QueueStep looks{QueueStep::What::item_looks, now_, {}, {item->id, 0, Priority::medium, {}, {}}, {}};
  const auto id = item->id;
  life(customer).waits.insert(id);
  ask_queue(std::move(waits));
  ask_queue(std::move(looks));
  if (overtaking_.waits(id)) take(customer, CandidatesFound{id, {}});
}

void Town::land(int customer, const Landing& landing) {
  --in_flight_;
  CandidatesFound found;
  found.item = landing.item;
  found.overtaken = landing.overtaken;
  found.usual_ms = one_in(3) ? below(20) * kHour : 0;
  for (const auto agent : landing.agents) {
    auto& worker = workers_[agent];
    --worker.flying;
    found.candidates.push_back({worker.id, {}, load_of(worker), 5 * kUnit, worker.idle_since});
  }
  const auto* item = find(life(customer).state.items, landing.item);
  if (item != nullptr && item->state == WorkState::open) take(customer, found);
  for (const auto agent : landing.agents) has_room(agent);
}

// What is taken or over waits no more, and what it was overtaken is forgotten.
void Town::leave_queue(int customer) {
  auto& one = life(customer);
  std::vector<WorkId> over;
  for (const auto& id : one.waits) {
    const auto* item = find(one.state.items, id);
    const bool looks = item != nullptr && (item->state == WorkState::open || item->state == WorkState::offered);
    if (!looks) over.push_back(id);  // what is only offered may come back, and keeps its age
  }
  for (const auto& id : over) {
    one.waits.erase(id);
    QueueStep ends{QueueStep::What::ends, now_, {}, {id, 0, Priority::medium, {}, {}}, {}};
    ask_queue(std::move(ends));
  }
}

// R5: what an agent holds; conversations in which the customer has the next word count for nothing.
std::int64_t Town::load_of(const Worker& worker) const {
  std::int64_t load = worker.flying * kUnit;
  for (const auto& task : worker.tasks) {
    if (task.kind == Task::Kind::office) continue;
    if (task.kind == Task::Kind::owned) {
      if (!owing_cases(lives_[static_cast<std::size_t>(task.customer)].state).contains(CaseId{task.id})) continue;
    }
    load += kUnit;
  }
  return load;
}

void Town::has_room(std::size_t agent) {
  const auto& worker = workers_[agent];
  const auto& known = policy_.agents.at(worker.id);
  const auto room = known.capacity_milliunits - load_of(worker);
  FreeAgent free{worker.id, known.skills, known.languages, room, worker.idle_since};
  if (!worker.present || now_ < worker.vanished_until || free.room_milliunits < kUnit)
    return ask_queue({QueueStep::What::agent_gone, now_, std::move(free), {}, {}});
  ask_queue({QueueStep::What::agent_free, now_, free, {}, {}});
  ask_queue({QueueStep::What::agent_looks, now_, std::move(free), {}, {}});
}

}  // namespace baton::sim
