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

Dispatch::Queues::value_type& Dispatch::queue(Key key) {
  const auto never = std::numeric_limits<std::int64_t>::max();
  return *queues_.try_emplace(std::move(key), Queue{LaneQueue(max_overtaken_), LaneQueue(never)}).first;
}

std::vector<Dispatch::Key> Dispatch::benches_of(const FreeAgent& agent) const {
  std::vector<Key> keys;
  for (const auto& lane : agent.skills) {
    keys.emplace_back(lane, "");
    if (agent.languages.empty()) keys.emplace_back(lane, kAnyLanguage);
    for (const auto& language : agent.languages) keys.emplace_back(lane, language);
  }
  return keys;
}

void Dispatch::set_agent(FreeAgent agent) {
  remove_agent(agent.agent);
  if (agent.room_milliunits >= kUnit)
    for (const auto& key : benches_of(agent)) benches_[key].emplace(agent.idle_since, agent.agent);
  const auto id = agent.agent;
  agents_.insert_or_assign(id, std::move(agent));
}

void Dispatch::remove_agent(const AgentId& agent) {
  const auto found = agents_.find(agent);
  if (found == agents_.end()) return;
  for (const auto& key : benches_of(found->second))
    if (const auto bench = benches_.find(key); bench != benches_.end()) {
      bench->second.erase({found->second.idle_since, agent});
      if (bench->second.empty()) benches_.erase(bench);
    }
  agents_.erase(found);
}

void Dispatch::add(WaitingItem item, Wanted wanted) {
  auto overtaken = wanted.overtaken;
  if (const auto had = counts_.find(item.item); had != counts_.end()) {
    overtaken = had->second;
    counts_.erase(had);
  }
  auto& place = waiting_[item.item];
  if (place.queue != nullptr) {
    overtaken = place.of().overtaken(place.arrival);
    place.of().remove(place.priority, place.arrival);
  }
  if (wanted.agent.empty()) wanted_.erase(item.item);
  else wanted_[item.item] = std::move(wanted.agent);
  place = {&queue({std::move(wanted.lane), std::move(wanted.language)}), item.arrival, item.priority,
           wanted.beside_queue, wanted.at_once};
  place.of().add(std::move(item), overtaken);
}

void Dispatch::remove(const WorkId& item) {
  counts_.erase(item);
  wanted_.erase(item);
  const auto found = waiting_.find(item);
  if (found == waiting_.end()) return;
  found->second.of().remove(found->second.priority, found->second.arrival);
  waiting_.erase(found);
}

std::int64_t Dispatch::overtaken(const WorkId& item) const {
  const auto found = waiting_.find(item);
  if (found == waiting_.end() || found->second.beside) return 0;
  return found->second.of().overtaken(found->second.arrival);
}

std::int64_t Dispatch::overtaken_when_offered(const WorkId& item) const {
  const auto found = counts_.find(item);
  return found == counts_.end() ? 0 : found->second;
}

bool Dispatch::could_take(const FreeAgent& agent, const Place& place) const {
  const auto& [lane, language] = place.key();
  return agent.room_milliunits >= kUnit && has(agent.skills, lane) &&
         (language.empty() || agent.languages.empty() || has(agent.languages, language));
}

std::optional<AgentId> Dispatch::wanted_for(const Waiting::value_type& waiting) const {
  const auto& [item, place] = waiting;
  const auto named = wanted_.find(item);
  if (named == wanted_.end()) return std::nullopt;
  const auto found = agents_.find(named->second);
  if (found == agents_.end() || !could_take(found->second, place)) return std::nullopt;
  if (place.of().declined(named->second, place.arrival)) return std::nullopt;
  return named->second;
}

std::optional<AgentId> Dispatch::longest_idle_for(const Place& place) const {
  const std::pair<Instant, AgentId>* longest = nullptr;
  const auto look = [&](const Key& key) {
    const auto bench = benches_.find(key);
    if (bench == benches_.end()) return;
    for (const auto& free : bench->second) {
      if (longest != nullptr && *longest < free) return;
      if (place.of().declined(free.second, place.arrival)) continue;
      longest = &free;
      return;
    }
  };
  look(place.key());
  if (!place.key().second.empty()) look({place.key().first, kAnyLanguage});
  if (longest == nullptr) return std::nullopt;
  return longest->second;
}

std::optional<Dispatch::Next> Dispatch::next_for(const FreeAgent& agent, Instant now) const {
  std::optional<LaneQueue::Next> best;
  const auto look = [&](const Queue& queue) {
    auto next = queue.beside.next(agent.agent, now);
    if (next) next->place.rank = -1;
    else next = queue.ordered.next(agent.agent, now);
    if (next && (!best || next->place < best->place)) best = next;
  };
  for (const auto& lane : agent.skills) {
    if (agent.languages.empty()) {
      const auto of_lane = [&](auto at) { return at != queues_.end() && at->first.first == lane; };
      for (auto at = queues_.lower_bound({lane, ""}); of_lane(at); ++at) look(at->second);
      continue;
    }
    if (const auto at = queues_.find({lane, ""}); at != queues_.end()) look(at->second);
    for (const auto& language : agent.languages)
      if (const auto at = queues_.find({lane, language}); at != queues_.end()) look(at->second);
  }
  if (!best) return std::nullopt;
  return Next{best->place, best->item->item};
}

std::vector<AgentId> Dispatch::everybody_for(const Place& place) const {
  std::vector<AgentId> agents;
  const auto look = [&](const Key& key) {
    const auto bench = benches_.find(key);
    if (bench == benches_.end()) return;
    for (const auto& [idle_since, agent] : bench->second)
      if (!place.of().declined(agent, place.arrival)) agents.push_back(agent);
  };
  look(place.key());
  if (!place.key().second.empty()) look({place.key().first, kAnyLanguage});
  return agents;
}

void Dispatch::take_room(const AgentId& agent) {
  auto changed = agents_.at(agent);
  changed.room_milliunits -= kUnit;
  set_agent(std::move(changed));
}

// It was `agent`'s turn; what goes to everybody at once is offered to the others beside them.
void Dispatch::make(std::vector<Offer>& offers, Waiting::iterator at, const AgentId& agent) {
  const auto item = at->first;
  const auto place = at->second;
  const auto others = place.at_once ? everybody_for(place) : std::vector<AgentId>{};
  if (!place.beside) place.of().offered(place.arrival, agent);
  const auto count = place.of().remove(place.priority, place.arrival);
  waiting_.erase(at);
  counts_[item] = count;
  offers.push_back({item, agent});
  take_room(agent);
  for (const auto& other : others) {
    if (other == agent) continue;
    offers.push_back({item, other});
    take_room(other);
  }
}

void Dispatch::was_offered(const LaneId& lane, const std::string& language, std::int64_t arrival,
                           const AgentId& agent) {
  queue({lane, language}).second.ordered.offered(arrival, agent);
}

std::vector<Offer> Dispatch::offers_for(const WorkId& item, Instant now) {
  std::vector<Offer> offers;
  for (auto at = waiting_.find(item); at != waiting_.end(); at = waiting_.find(item)) {
    const auto wanted = wanted_for(*at);
    const auto agent = wanted ? wanted : longest_idle_for(at->second);
    if (!agent) break;
    const auto next = next_for(agents_.at(*agent), now);
    if (!next) break;
    const bool theirs = wanted && next->place.rank > 0;
    make(offers, theirs ? at : waiting_.find(next->item), *agent);
  }
  return offers;
}

std::vector<Offer> Dispatch::offers_for(const AgentId& agent, Instant now) {
  std::vector<Offer> offers;
  while (true) {
    const auto at = agents_.find(agent);
    if (at == agents_.end() || at->second.room_milliunits < kUnit) break;
    const auto next = next_for(at->second, now);
    if (!next) break;
    make(offers, waiting_.find(next->item), agent);
  }
  return offers;
}

}  // namespace baton::core
