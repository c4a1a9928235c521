// SPDX-License-Identifier: MIT
// town.h - weeks of thousands of customers, bots and agents around one clock: conversations, shifts, agents who vanish,
// channels that go down, lose answers and report twice or in the wrong order, templates that pause, strategies that
// fail, lie or answer late, a host that is away for an hour. All three ownership models, triage, opening hours, nights
// and promises are on. Everything follows from one seed.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "tests/sim/overtaking.h"
#include "tests/sim/script.h"
#include "tests/sim/watch.h"

namespace baton::sim {

core::Policy town_policy();  // town_policy.cpp

struct TownOptions {
  std::uint64_t seed = 1;
  int customers = 4500;
  long steps = 1'000'000;
  int recorded = -1;           // whose inputs are kept; a town of a million steps cannot keep everybody's
  bool record_queue = false;   // what the index of offers was asked
  std::int64_t max_overtaken = 20;   // as promised (R6)
  std::int64_t host_overtaken = 20;  // as the host is told: another number is a faulty host
  bool leaky = false;                // the stage that masks is out of order
  Host host = core::decide;
  Also also{};
};

struct TownFinding {
  std::vector<std::string> problems;  // empty: it held
  int customer = -1;                  // -1: of the queue
  long step = 0;
};

struct TownCounts {  // what a town came across
  std::vector<int> facts;               // by index of the variant
  std::map<std::string, long> offers;   // by ownership model of the case
  std::map<std::string, long> refused;  // proposals of strategies, by the rule they broke
};

class Town {
 public:
  explicit Town(TownOptions options);

  TownFinding live();
  const std::vector<Lived>& recorded() const { return recorded_; }
  const std::vector<QueueStep>& queue_steps() const { return queue_steps_; }
  const core::Policy& policy() const { return policy_; }
  long steps() const { return steps_; }
  core::Millis elapsed() const { return now_ - core::testing::kMonday; }
  const TownCounts& counts() const { return counts_; }
  std::int64_t most_overtaken() const { return overtaking_.most(); }
  std::uint64_t fingerprint() const { return fingerprint_; }  // of every fact in order: two runs of a seed agree
  static core::CustomerId customer_id(int customer);

 private:
  struct Task {  // what one customer's cases want of an agent
    enum class Kind { offered, held, owned, office };
    Kind kind;
    int customer;
    std::string id;  // of the item or the case
    auto operator<=>(const Task&) const = default;
  };
  using Tasks = std::vector<std::pair<std::size_t, Task>>;  // with their workers
  struct Life {
    explicit Life(const core::CustomerId& id) : watch(id) { state.id = id; }
    core::CustomerState state;
    Watch watch;
    core::Instant due;  // the clock stands ready for this one
    Tasks tasks;
    std::set<core::WorkId> waits;             // of its items, known to the index of offers
    std::vector<core::CustomerWrote> wrote;   // the last few, to be repeated and edited
    std::vector<std::string> sent_ids;        // remote ids the channel gave the host, the last few
    std::vector<std::pair<core::Instant, core::Fact>> history;  // of some lives: folded again from the beginning
    int talking = 0;                          // words left in this conversation
  };
  struct CustomerTurn {};
  struct ClockDue {};
  struct AgentTurn {
    std::size_t agent;
  };
  struct Shift {
    std::size_t agent;
  };
  struct Missed {  // nobody has seen this agent for a while
    std::size_t agent;
  };
  struct Landing {  // an offer of the index reaches its customer; it may go to several at once (R2)
    core::WorkId item;
    std::vector<std::size_t> agents;
    std::int64_t overtaken = 0;
  };
  struct Weather {};  // outages, templates, the host itself
  using What =
      std::variant<CustomerTurn, ClockDue, AgentTurn, Shift, Missed, Landing, Weather, core::Effect, core::Input>;
  struct Event {
    int customer;
    What what;
  };
  struct Worker {
    core::AgentId id;
    bool present = false;
    core::Instant idle_since;
    core::Instant vanished_until;
    std::int64_t flying = 0;  // offers on their way
    std::set<Task> tasks;
  };
  struct Sealed {
    core::Content content;
    std::int64_t masked = 0;
  };

  // chance
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  template <class T>
  const T& pick(const std::vector<T>& of) {
    return of[static_cast<std::size_t>(below(static_cast<int>(of.size())))];
  }
  Sealed seal(const std::string& text);
  core::Content content(const std::string& text) { return seal(text).content; }
  core::Content fresh(const std::string& word) { return content(word + " " + std::to_string(++counter_)); }

  void at(core::Instant when, int customer, What what) {
    events_.emplace(std::pair{when, ++order_}, Event{customer, std::move(what)});
  }
  Life& life(int customer) { return lives_[static_cast<std::size_t>(customer)]; }

  // town.cpp
  void happen(const Event& event);
  void take(int customer, const core::Input& input);
  void found(std::vector<std::string> problems, int customer);
  void remember(int customer, const core::Decision& decision);
  void replay_some();
  void replay_end();
  void know_tasks(int customer);
  Tasks tasks_of(int customer) const;
  void add_task(Tasks& tasks, const core::AgentId& agent, Task::Kind kind, int customer, const std::string& id) const;
  void arm_clock(int customer);
  // town_queue.cpp
  void look_for(int customer, const core::AskCandidates& effect);
  void land(int customer, const Landing& landing);
  void leave_queue(int customer);
  void has_room(std::size_t agent);
  void ask_queue(QueueStep step);
  std::int64_t load_of(const Worker& worker) const;
  // town_world.cpp
  void customer_turn(int customer);
  core::CustomerWrote word(int customer);
  void beside_word(int customer);
  void told_of(int customer);
  core::Place place(int customer);
  void weather();
  void answer_send(int customer, const core::SendMessage& effect);
  void report(int customer, const core::MessageId& message, const std::string& remote);
  // town_plugins.cpp
  void queue(int customer, const core::Effect& effect);
  void answer(int customer, const core::Effect& effect);
  core::Input answer_ownership(const core::CustomerState& state, const core::AskOwnership& effect);
  core::Input answer_brief(const core::AskBrief& effect);
  core::Input answer_templates(const core::AskTemplates& effect);
  core::Input answer_bot(const core::CustomerState& state, const core::PostToBot& effect);
  core::Input answer_labels(const core::AskClassifier& effect);
  // town_people.cpp
  void shift(std::size_t agent);
  void tell_absence(std::size_t agent, core::Instant back);
  void agent_turn(std::size_t agent);
  void do_task(std::size_t agent, const Task& task);
  void on_offer(std::size_t agent, const Task& task);
  void on_work(std::size_t agent, const Task& task);
  core::Input on_case(const Worker& worker, const core::CustomerState& state, const core::Case& c);
  core::Input on_moment(const std::string& by, const core::CustomerState& state, const core::Case& c,
                        std::uint64_t epoch);
  core::Input on_ourselves(const std::string& by, const core::Case& c, std::uint64_t epoch);
  core::Input on_issue(const std::string& by, const core::CustomerState& state, const core::Case& c,
                       std::uint64_t epoch);
  core::Input reply(const Worker& worker, const core::CustomerState& state, const core::Case& c, std::uint64_t epoch);
  std::vector<core::AgentId> present_in(const core::LaneId& lane) const;
  bool is_present(const core::AgentId& agent) const;

  TownOptions options_;
  std::mt19937_64 random_;
  core::Policy policy_;
  core::Instant now_ = core::testing::kMonday;
  std::vector<Life> lives_;
  std::vector<Worker> workers_;
  std::map<core::AgentId, std::size_t> worker_of_;
  std::map<std::pair<core::Instant, std::uint64_t>, Event> events_;
  std::uint64_t order_ = 0;
  Overtaking overtaking_;
  std::map<core::WorkId, std::int64_t> arrivals_;
  std::int64_t next_arrival_ = 0;
  std::int64_t in_flight_ = 0;
  core::Instant channel_down_until_;
  core::Instant bot_down_until_;
  core::Instant strategy_down_until_;
  core::Instant host_down_until_;
  std::set<std::string> paused_templates_;
  std::int64_t next_content_ = 0;
  int counter_ = 0;
  long steps_ = 0;
  std::uint64_t fingerprint_ = 0;
  TownCounts counts_;
  std::vector<Lived> recorded_;
  std::vector<QueueStep> queue_steps_;
  TownFinding finding_;
};

}  // namespace baton::sim
