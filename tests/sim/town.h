// SPDX-License-Identifier: MIT
// town.h - weeks of thousands of customers, bots and agents around one clock: conversations, shifts, agents
// who vanish, channels that go down, lose answers and report twice or in the wrong order, templates that
// pause, strategies that fail, lie or answer late, a host that is away for an hour. Everything follows from
// one seed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <queue>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "host/core/testing/world.h"

namespace baton::sim {

// What one customer's cases went through, to be lived again.
struct Lived {
  core::Instant at;
  core::Input input;
};

struct TownOptions {
  std::uint64_t seed = 1;
  int customers = 6000;
  long steps = 1'000'000;
  int recorded = -1;  // whose inputs are kept; a town of a million steps cannot keep everybody's
  // Beside the invariants: what must hold of a customer after each decision. Empty: holds.
  std::function<std::string(const core::CustomerState&)> also{};
};

struct TownFinding {
  std::vector<std::string> problems;  // empty: it held
  int customer = -1;
  long step = 0;
};

class Town {
 public:
  explicit Town(TownOptions options);

  TownFinding live();
  const std::vector<Lived>& recorded() const { return recorded_; }
  const core::Policy& policy() const { return policy_; }
  long steps() const { return steps_; }
  core::Millis elapsed() const { return now_ - core::testing::kMonday; }
  const std::vector<int>& met() const { return met_; }  // facts by index of the variant
  std::uint64_t fingerprint() const {
    return fingerprint_;
  }  // of every fact in order: two runs of a seed agree

 private:
  struct Task {  // what one customer's cases want of an agent
    enum class Kind { offered, held, owned };
    Kind kind;
    int customer;
    std::string id;  // of the item or the case
    auto operator<=>(const Task&) const = default;
  };
  struct Life {
    core::CustomerState state;
    core::CustomerState replayed;
    core::Instant due;                                // the clock stands ready for this one
    std::vector<std::pair<std::string, Task>> tasks;  // with their agents
    std::vector<core::CustomerWrote> wrote;           // the last few, to be repeated and edited
    std::set<std::string> sent_ids;                   // remote ids the channel gave the host
    std::vector<std::pair<core::Instant, core::Fact>>
        history;      // of some lives: folded again from the beginning
    int talking = 0;  // words left in this conversation
  };
  struct CustomerTurn {};
  struct ClockDue {};
  struct AgentTurn {
    std::size_t agent;
  };
  struct Shift {
    std::size_t agent;
  };
  struct Weather {};  // outages, templates, the host itself
  using What = std::variant<CustomerTurn, ClockDue, AgentTurn, Shift, Weather, core::Effect, core::Input>;
  struct Event {
    core::Instant at;
    std::uint64_t order;
    int customer;
    What what;
  };
  struct Later {
    bool operator()(const Event& a, const Event& b) const {
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    }
  };
  struct Worker {
    core::AgentId id;
    bool present = false;
    core::Instant offered;
    core::Instant vanished_until;
    std::set<Task> tasks;
  };

  // chance
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  template <class T>
  const T& pick(const std::vector<T>& of) {
    return of[static_cast<std::size_t>(below(static_cast<int>(of.size())))];
  }
  core::Content content(const std::string& text);
  core::Content fresh(const std::string& word) { return content(word + " " + std::to_string(++counter_)); }

  void make_policy();
  void at(core::Instant when, int customer, What what) {
    events_.push({when, ++order_, customer, std::move(what)});
  }
  Life& life(int customer) { return lives_[static_cast<std::size_t>(customer)]; }

  // town.cpp
  void happen(const Event& event);
  void take(int customer, const core::Input& input);
  void check(int customer, const core::CustomerState& before, const core::Input& input,
             const core::Decision& decision);
  void check_fact(const core::CustomerState& before, const core::Fact& fact,
                  std::vector<std::string>& problems) const;
  void replay_some();
  void know_tasks(int customer);
  void arm_clock(int customer);
  // town_world.cpp
  void customer_turn(int customer);
  core::CustomerWrote word(int customer);
  core::Place place(int customer);
  void weather();
  void queue(int customer, const core::Effect& effect);
  void answer(int customer, const core::Effect& effect);
  void answer_send(int customer, const core::SendMessage& effect);
  core::Input answer_ownership(const core::CustomerState& state, const core::AskOwnership& effect);
  core::Input answer_brief(const core::AskBrief& effect);
  core::Input answer_candidates(const core::AskCandidates& effect);
  core::Input answer_templates(const core::AskTemplates& effect);
  core::Input answer_bot(const core::CustomerState& state, const core::PostToBot& effect);
  // town_people.cpp
  void shift(std::size_t agent);
  void agent_turn(std::size_t agent);
  void do_task(Worker& worker, const Task& task);
  core::Input on_case(const Worker& worker, const core::CustomerState& state, const core::Case& c);

  TownOptions options_;
  std::mt19937_64 random_;
  core::Policy policy_;
  core::Instant now_ = core::testing::kMonday;
  std::vector<Life> lives_;
  std::vector<Worker> workers_;
  std::priority_queue<Event, std::vector<Event>, Later> events_;
  std::uint64_t order_ = 0;
  core::Instant channel_down_until_;
  core::Instant host_down_until_;
  std::set<std::string> paused_templates_;
  std::int64_t next_content_ = 0;
  int counter_ = 0;
  long steps_ = 0;
  std::uint64_t fingerprint_ = 0;
  std::vector<int> met_;
  std::vector<Lived> recorded_;
  TownFinding finding_;
};

}  // namespace baton::sim
