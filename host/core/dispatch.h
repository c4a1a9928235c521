// SPDX-License-Identifier: MIT
// dispatch.h - who is offered what next, across customers (R5, R6). It holds what waits and who has room; asked with an
// item that came or an agent who became free, it says which offers to make. Each answer costs the logarithm of what
// waits, times the queues one agent serves.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "host/core/lane_queue.h"

namespace baton::core {

// An agent who is present, with the room that is left.
struct FreeAgent {
  AgentId agent;
  std::vector<LaneId> skills;
  std::vector<std::string> languages;  // none: any
  std::int64_t room_milliunits = 0;
  Instant idle_since;
};

struct Offer {
  WorkId item;
  AgentId agent;
  bool operator==(const Offer&) const = default;
};

class Dispatch {
 public:
  static constexpr std::int64_t kUnit = 1000;  // what an offer takes of the room: a chat or a work item

  explicit Dispatch(std::int64_t max_overtaken) : max_overtaken_(max_overtaken) {}

  // Present, with this room now; replaces what was known. Without room for an offer nobody is offered anything.
  void set_agent(FreeAgent agent);
  void remove_agent(const AgentId& agent);

  struct Wanted {
    LaneId lane;
    std::string language;       // empty: any
    bool beside_queue = false;  // work type 3: before everything, and nobody is overtaken by it
    AgentId agent;              // asked for by name: theirs if they have room, before all but what was overtaken enough
    std::int64_t overtaken = 0;
    bool at_once = false;       // to everybody who could take it, at the same time (R2)
  };
  // It waits now. An item that is there already is replaced, and keeps what it was overtaken.
  void add(WaitingItem item, Wanted wanted);
  // Taken, ended, or waiting no more.
  void remove(const WorkId& item);

  // The offers to make because this item waits: its own, and before it those of items that stand before it. Each is
  // counted and takes room of its agent; an item that is offered waits no more until `add` puts it back.
  std::vector<Offer> offers_for(const WorkId& item, Instant now);
  // The same, because this agent has room.
  std::vector<Offer> offers_for(const AgentId& agent, Instant now);

  // What was offered before this index was made: what stands in the queue now and is older was overtaken by it.
  void was_offered(const LaneId& lane, const std::string& language, std::int64_t arrival, const AgentId& agent);

  bool waits(const WorkId& item) const { return waiting_.count(item) != 0; }
  std::int64_t overtaken(const WorkId& item) const;
  std::int64_t overtaken_when_offered(const WorkId& item) const;  // of one that may come back
  std::size_t size() const { return waiting_.size(); }

 private:
  using Key = std::pair<LaneId, std::string>;  // lane and language
  using Bench = std::set<std::pair<Instant, AgentId>>;  // the longest idle first
  struct Queue {
    LaneQueue ordered;
    LaneQueue beside;
  };
  using Queues = std::map<Key, Queue>;  // one for each lane and language that was ever asked for
  struct Place {  // small: there may be very many
    Queues::value_type* queue = nullptr;
    std::int64_t arrival = 0;
    Priority priority = Priority::medium;
    bool beside = false;
    bool at_once = false;
    LaneQueue& of() const { return beside ? queue->second.beside : queue->second.ordered; }
    const Key& key() const { return queue->first; }
  };
  using Waiting = std::map<WorkId, Place>;

  Queues::value_type& queue(Key key);
  std::vector<Key> benches_of(const FreeAgent& agent) const;
  bool could_take(const FreeAgent& agent, const Place& place) const;
  std::optional<AgentId> wanted_for(const Waiting::value_type& waiting) const;
  std::optional<AgentId> longest_idle_for(const Place& place) const;
  struct Next {
    QueuePlace place;
    WorkId item;
  };
  std::optional<Next> next_for(const FreeAgent& agent, Instant now) const;
  void make(std::vector<Offer>& offers, Waiting::iterator at, const AgentId& agent);
  std::vector<AgentId> everybody_for(const Place& place) const;
  void take_room(const AgentId& agent);

  std::int64_t max_overtaken_;
  Queues queues_;
  std::map<Key, Bench> benches_;
  std::map<AgentId, FreeAgent> agents_;
  Waiting waiting_;
  std::map<WorkId, AgentId> wanted_;
  std::map<WorkId, std::int64_t> counts_;  // of what is offered and may come back
};

}  // namespace baton::core
