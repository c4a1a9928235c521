// SPDX-License-Identifier: MIT
#include "host/core/dispatch.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace baton::core {
namespace {

constexpr const char* kAnyLanguage = "*";  // the bench of those who name none; no language is written like this

template <class T>
bool has(const std::vector<T>& list, const T& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

}  // namespace

Dispatch::Number Dispatch::queue(const Key& key) {
  const auto [at, fresh] = numbers_.try_emplace(key, static_cast<Number>(queues_.size()));
  if (!fresh) return at->second;
  const auto never = std::numeric_limits<std::int64_t>::max();
  const auto lane = lane_numbers_.try_emplace(key.lane, static_cast<Number>(queues_of_lane_.size())).first->second;
  queues_.push_back(std::make_unique<Queue>(Queue{key, lane, LaneQueue(max_overtaken_), LaneQueue(never), {}}));
  if (lane == queues_of_lane_.size()) queues_of_lane_.emplace_back();
  queues_of_lane_[lane].push_back(at->second);
  return at->second;
}

LaneQueue& Dispatch::of(const Place& place) const {
  auto& queue = *queues_[place.queue];
  return place.beside ? queue.beside : queue.ordered;
}

// Worked out once for all who can do the same.
Dispatch::Number Dispatch::profile(Abilities abilities) {
  const auto [at, fresh] = profile_numbers_.try_emplace(std::move(abilities), static_cast<Number>(profiles_.size()));
  if (!fresh) return at->second;
  Profile made;
  made.of = &at->first;
  for (const auto& lane : made.of->first) {
    for (const auto units : sizes_) {
      made.benches.push_back(queue({lane, "", units}));
      if (made.any_language()) made.benches.push_back(queue({lane, kAnyLanguage, units}));
      for (const auto& language : made.of->second) made.benches.push_back(queue({lane, language, units}));
    }
    if (made.any_language()) made.lanes.push_back(lane_numbers_.at(lane));
  }
  profiles_.push_back(std::move(made));
  return at->second;
}

void Dispatch::sit(Number number) {
  const auto& agent = agents_[number];
  for (const auto bench : profiles_[agent.profile].benches)
    if (agent.has_room(queues_[bench]->key.units)) queues_[bench]->bench.emplace(agent.idle_since, agent.id);
}

void Dispatch::stand_up(Number number) {
  const auto& agent = agents_[number];
  if (!agent.has_room(*sizes_.begin())) return;
  for (const auto bench : profiles_[agent.profile].benches) queues_[bench]->bench.erase({agent.idle_since, agent.id});
}

void Dispatch::set_agent(FreeAgent agent) {
  auto number = agents_.find(agent.agent.value);
  if (number == kNobody) number = agents_.add({std::move(agent.agent), {}, 0, 0, false});
  stand_up(number);
  auto& known = agents_[number];
  known.idle_since = agent.idle_since;
  known.room_milliunits = agent.room_milliunits;
  known.profile = profile({std::move(agent.skills), std::move(agent.languages)});
  known.present = true;
  sit(number);
}

void Dispatch::remove_agent(const AgentId& agent) {
  const auto number = agents_.find(agent.value);
  if (number == kNobody) return;
  stand_up(number);
  agents_.remove(number);
}

void Dispatch::take_off(Place& place) {
  place.overtaken = of(place).remove(place.priority, place.arrival);
  place.waits = false;
  --waiting_;
}

void Dispatch::add(WaitingItem item, Wanted wanted) {
  auto number = places_.find(item.item.value);
  if (number == kNobody) number = places_.add({item.item, 0, {}, false, false, false, false, 0, wanted.overtaken});
  auto& place = places_[number];
  if (place.waits) take_off(place);
  if (place.wanted) wanted_.erase(item.item);
  place.queue = queue({std::move(wanted.lane), std::move(wanted.language), wanted.units});
  place.priority = item.priority;
  place.waits = true;
  place.beside = wanted.beside_queue;
  place.at_once = wanted.at_once;
  place.wanted = !wanted.agent.empty();
  place.arrival = item.arrival;
  if (place.wanted) wanted_[item.item] = std::move(wanted.agent);
  of(place).add(item, number, place.overtaken);
  ++waiting_;
}

void Dispatch::remove(const WorkId& item) {
  const auto number = places_.find(item.value);
  if (number == kNobody) return;
  auto& place = places_[number];
  if (place.waits) take_off(place);
  if (place.wanted) wanted_.erase(item);
  places_.remove(number);
}

bool Dispatch::waits(const WorkId& item) const {
  const auto number = places_.find(item.value);
  return number != kNobody && places_[number].waits;
}

std::int64_t Dispatch::overtaken(const WorkId& item) const {
  const auto number = places_.find(item.value);
  if (number == kNobody) return 0;
  const auto& place = places_[number];
  return place.waits && !place.beside ? of(place).overtaken(place.arrival) : 0;
}

std::int64_t Dispatch::overtaken_when_offered(const WorkId& item) const {
  const auto number = places_.find(item.value);
  return number == kNobody || places_[number].waits ? 0 : places_[number].overtaken;
}

bool Dispatch::could_take(const Agent& agent, const Place& place) const {
  const auto& [lane, language, units] = queues_[place.queue]->key;
  const auto& [skills, languages] = *profiles_[agent.profile].of;
  return agent.has_room(units) && has(skills, lane) &&
         (language.empty() || languages.empty() || has(languages, language));
}

std::optional<Dispatch::Number> Dispatch::wanted_for(Number item) const {
  const auto& place = places_[item];
  if (!place.wanted) return std::nullopt;
  const auto& named = wanted_.at(place.id);
  const auto number = agents_.find(named.value);
  if (number == kNobody || !could_take(agents_[number], place)) return std::nullopt;
  if (of(place).declined(named, place.arrival)) return std::nullopt;
  return number;
}

std::optional<Dispatch::Number> Dispatch::longest_idle_for(const Place& place) const {
  const std::pair<Instant, AgentId>* longest = nullptr;
  const auto look = [&](const Bench& bench) {
    for (const auto& free : bench) {
      if (longest != nullptr && *longest < free) return;
      if (of(place).declined(free.second, place.arrival)) continue;
      longest = &free;
      return;
    }
  };
  const auto& queue = *queues_[place.queue];
  look(queue.bench);
  if (!queue.key.language.empty())
    if (const auto any = numbers_.find({queue.key.lane, kAnyLanguage, queue.key.units}); any != numbers_.end())
      look(queues_[any->second]->bench);
  if (longest == nullptr) return std::nullopt;
  return agents_.find(longest->second.value);
}

std::optional<Dispatch::Next> Dispatch::next_for(const Agent& agent, Instant now) const {
  std::optional<LaneQueue::Next> best;
  const auto look = [&](Number number) {
    const auto& queue = *queues_[number];
    if (!agent.has_room(queue.key.units)) return;
    auto next = queue.beside.next(agent.id, now);
    if (next) next->place.rank = -1;
    else next = queue.ordered.next(agent.id, now);
    if (next && (!best || next->place < best->place)) best = next;
  };
  const auto& theirs = profiles_[agent.profile];
  if (theirs.any_language()) {
    for (const auto lane : theirs.lanes)
      for (const auto number : queues_of_lane_[lane]) look(number);
  } else {
    for (const auto number : theirs.benches) look(number);
  }
  if (!best) return std::nullopt;
  return Next{best->place, best->number};
}

std::vector<Dispatch::Number> Dispatch::everybody_for(const Place& place) const {
  std::vector<Number> agents;
  const auto look = [&](const Bench& bench) {
    for (const auto& [idle_since, agent] : bench)
      if (!of(place).declined(agent, place.arrival)) agents.push_back(agents_.find(agent.value));
  };
  const auto& queue = *queues_[place.queue];
  look(queue.bench);
  if (!queue.key.language.empty())
    if (const auto any = numbers_.find({queue.key.lane, kAnyLanguage, queue.key.units}); any != numbers_.end())
      look(queues_[any->second]->bench);
  return agents;
}

void Dispatch::take_room(Number agent, std::int64_t units) {
  stand_up(agent);
  agents_[agent].room_milliunits -= units;
  sit(agent);
}

// It was `agent`'s turn; what goes to everybody at once is offered to the others beside them.
void Dispatch::make(std::vector<Offer>& offers, Number item, Number agent) {
  auto& place = places_[item];
  const auto others = place.at_once ? everybody_for(place) : std::vector<Number>{};
  const auto& queue = *queues_[place.queue];
  if (!place.beside) count(queue.lane, place.arrival, agents_[agent], agents_[agent].room_milliunits);
  take_off(place);
  const auto id = place.id;
  offers.push_back({id, agents_[agent].id});
  take_room(agent, queue.key.units);
  for (const auto other : others) {
    if (other == agent) continue;
    offers.push_back({id, agents_[other].id});
    take_room(other, queue.key.units);
  }
}

// R6: overtaken is what is older, of the same lane, in every language and size the agent could have taken.
void Dispatch::count(Number lane, std::int64_t arrival, const Agent& agent, std::int64_t room_milliunits) {
  const auto& theirs = profiles_[agent.profile];
  for (const auto number : theirs.any_language() ? queues_of_lane_[lane] : theirs.benches)
    if (queues_[number]->lane == lane && queues_[number]->key.units <= room_milliunits)
      queues_[number]->ordered.offered(arrival, agent.id);
}

void Dispatch::was_offered(const LaneId& lane, std::int64_t arrival, const AgentId& agent) {
  const auto number = agents_.find(agent.value);
  const auto known = lane_numbers_.find(lane);
  if (number != kNobody && known != lane_numbers_.end())
    count(known->second, arrival, agents_[number], std::numeric_limits<std::int64_t>::max());
}

std::vector<Offer> Dispatch::offers_for(const WorkId& item, Instant now) {
  std::vector<Offer> offers;
  const auto number = places_.find(item.value);
  while (number != kNobody && places_[number].waits) {
    const auto wanted = wanted_for(number);
    const auto agent = wanted ? wanted : longest_idle_for(places_[number]);
    if (!agent) break;
    const auto next = next_for(agents_[*agent], now);
    if (!next) break;
    const bool theirs = wanted && next->place.rank > 0;
    make(offers, theirs ? number : next->item, *agent);
  }
  return offers;
}

std::vector<Offer> Dispatch::offers_for(const AgentId& agent, Instant now) {
  std::vector<Offer> offers;
  const auto number = agents_.find(agent.value);
  if (number == kNobody) return offers;
  for (;;) {
    const auto next = next_for(agents_[number], now);
    if (!next) break;
    make(offers, next->item, number);
  }
  return offers;
}

}  // namespace baton::core
