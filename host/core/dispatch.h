// SPDX-License-Identifier: MIT
// dispatch.h - who is offered what next, across customers (R5, R6). It holds what waits and who has room; asked with an
// item that came or an agent who became free, it says which offers to make. Each answer costs some looks into blocks of
// neighbours for each queue the agent serves, however much waits.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "host/core/id_numbers.h"
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
  static constexpr std::int64_t kUnit = 1000;

  // `sizes`: what an offer may take of the room, in thousandths of a unit.
  explicit Dispatch(std::int64_t max_overtaken, std::set<std::int64_t> sizes = {kUnit})
      : max_overtaken_(max_overtaken), sizes_(std::move(sizes)) {}

  // Present, with this room now; replaces what was known. Nobody is offered what they have no room for.
  void set_agent(FreeAgent agent);
  void remove_agent(const AgentId& agent);

  struct Wanted {
    LaneId lane;
    std::string language;       // empty: any
    bool beside_queue = false;  // work type 3: before everything, and nobody is overtaken by it
    AgentId agent;              // asked for by name: theirs if they have room, before all but what was overtaken enough
    std::int64_t overtaken = 0;
    bool at_once = false;       // to everybody who could take it, at the same time (R2)
    std::int64_t units = kUnit;  // what it takes of the room; REQUIRES: one of `sizes`
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

  // What was offered before this index was made, to an agent it knows: what stands in the queue now and is older was
  // overtaken by it.
  void was_offered(const LaneId& lane, std::int64_t arrival, const AgentId& agent);

  bool waits(const WorkId& item) const;
  std::int64_t overtaken(const WorkId& item) const;
  std::int64_t overtaken_when_offered(const WorkId& item) const;  // of one that may come back
  std::size_t size() const { return waiting_; }

 private:
  using Number = std::uint32_t;
  static constexpr Number kNobody = UINT32_MAX;
  struct Key {
    LaneId lane;
    std::string language;
    std::int64_t units = kUnit;
    auto operator<=>(const Key&) const = default;
  };
  using Bench = std::set<std::pair<Instant, AgentId>>;  // the longest idle first
  struct Queue {  // one for each lane, language and size that was ever asked for, or is spoken
    Key key;
    Number lane = 0;
    LaneQueue ordered;
    LaneQueue beside;
    Bench bench;
  };
  struct Place {  // of an item that waits, or was offered and may come back; small: there may be very many
    WorkId id;
    Number queue = 0;
    Priority priority = Priority::medium;
    bool waits = false;
    bool beside = false;
    bool at_once = false;
    bool wanted = false;  // by somebody in particular: see wanted_
    std::int64_t arrival = 0;
    std::int64_t overtaken = 0;  // while it is offered
  };
  using Abilities = std::pair<std::vector<LaneId>, std::vector<std::string>>;  // skills and languages
  struct Profile {  // what agents of the same abilities share
    const Abilities* of = nullptr;
    std::vector<Number> benches;  // and, of who names languages, the queues that are theirs
    std::vector<Number> lanes;    // of who names none: every queue of these
    bool any_language() const { return of->second.empty(); }
  };
  struct Agent {  // small: there may be very many
    AgentId id;
    Instant idle_since;
    std::int64_t room_milliunits = 0;
    Number profile = 0;
    bool present = false;
    bool has_room(std::int64_t units) const { return present && room_milliunits >= units; }
  };
  struct Next {
    QueuePlace place;
    Number item = 0;
  };

  Number queue(const Key& key);
  LaneQueue& of(const Place& place) const;
  void take_off(Place& place);
  void sit(Number agent);
  void stand_up(Number agent);
  Number profile(Abilities abilities);
  bool could_take(const Agent& agent, const Place& place) const;
  std::optional<Number> wanted_for(Number item) const;
  std::optional<Number> longest_idle_for(const Place& place) const;
  std::optional<Next> next_for(const Agent& agent, Instant now) const;
  void make(std::vector<Offer>& offers, Number item, Number agent);
  std::vector<Number> everybody_for(const Place& place) const;
  void take_room(Number agent, std::int64_t units);
  void count(Number lane, std::int64_t arrival, const Agent& agent, std::int64_t room_milliunits);

  std::int64_t max_overtaken_;
  std::set<std::int64_t> sizes_;
  std::map<Key, Number> numbers_;
  std::vector<std::unique_ptr<Queue>> queues_;
  std::map<LaneId, Number> lane_numbers_;
  std::vector<std::vector<Number>> queues_of_lane_;
  std::map<Abilities, Number> profile_numbers_;
  std::vector<Profile> profiles_;
  IdNumbers<Agent> agents_;
  IdNumbers<Place> places_;
  std::map<WorkId, AgentId> wanted_;
  std::size_t waiting_ = 0;
};

}  // namespace baton::core
