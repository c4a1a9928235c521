// SPDX-License-Identifier: MIT
// offering.h - who is offered what next (R5, R6): the index across customers (core/dispatch.h), kept up with what
// commits say of items and cases and with who comes and goes. What it chooses is an input of the customer, which judges
// it: the record says what was chosen, and a replay needs no index.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <spdlog/logger.h>

#include "host/core/dispatch.h"
#include "host/engine/customers.h"
#include "host/engine/office.h"
#include "host/engine/task_thread.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

struct OfferingOptions {
  ledger::Ledger* ledger = nullptr;
  Customers* customers = nullptr;
  Office* office = nullptr;
  Clock* clock = nullptr;
  Activity* activity = nullptr;
  std::shared_ptr<spdlog::logger> logger;
  std::shared_ptr<const core::Policy> policy;
  std::function<core::Millis(const core::LaneId&)> usual_ms;  // of finished items (H7)
  bool alone = true;  // false: other engines change the store too, and its lists are read again before each choice
};

class Offering {
 public:
  explicit Offering(OfferingOptions options);
  ~Offering();

  void load();   // what waits, what is offered and who holds what, as the ledger lists it; before anything else
  void start();  // who is there is offered what waits
  void stop();
  // Others may hold other skills, and lanes other sizes: who is there is offered what waits, by this policy.
  void change_policy(std::shared_ptr<const core::Policy> policy);

  void stored(const Stored& done);  // a commit; never waits
  // The item looks for somebody: answered by an input that settles this row of the outbox.
  void look_for(const core::WorkId& item, std::int64_t settles, Done done);
  void came(const core::AgentId& agent);
  void left(const core::AgentId& agent);

  // Present agents of a lane (all lanes when empty), with what they hold; open offers count.
  std::vector<core::Candidate> candidates(const core::LaneId& lane);
  std::int64_t overtaken(const core::WorkId& item) const;  // R6, as it stands now

 private:
  struct Item {
    core::CustomerId customer;
    ledger::WorkRow row;
    std::int64_t arrival = 0;
    std::int64_t overtaken = 0;               // what is known of it beside the index
    std::set<core::AgentId> turned_down;      // choices the customer's decision did not follow, until the next look
  };
  struct Carried {  // in thousandths of a unit
    std::int64_t owed = 0, claimed = 0, offered = 0, chosen = 0;
    std::int64_t all() const { return owed + claimed + offered + chosen; }
  };
  struct Chosen {  // whose decision is not known yet
    std::vector<core::AgentId> agents;
    std::int64_t units = 0;
  };
  struct Ask {
    std::int64_t settles = 0;
    Done done;
  };
  struct Choice {
    core::CustomerId customer;
    core::CandidatesFound found;
    std::int64_t settles = 0;
    Done done;
  };

  struct Lists {
    std::vector<ledger::AgentLoad> loads;
    std::vector<ledger::WorkRow> work;
    std::vector<ledger::OfferRow> offers;
  };
  Lists read_lists() const;
  void rebuild(const Lists& lists);
  void learn_skills();
  void empty_index();
  void replay_offers(const std::vector<ledger::OfferRow>& made);
  void take(const ledger::WorkRow& row, bool asked);
  std::int64_t units_of(const ledger::WorkRow& row) const;
  void count(const ledger::WorkRow& row, std::int64_t sign);
  void change(const core::AgentId& agent, std::int64_t Carried::*what, std::int64_t by);
  void put(Item& item);
  void keep_count(Item& item);
  std::int64_t next_arrival(core::Instant opened);
  void refresh_agents();
  core::Candidate candidate(const core::AgentId& agent) const;
  std::vector<Choice> choose();
  void work_off();
  void work_off_later();
  void decided(const core::WorkId& item, const std::vector<core::AgentId>& agents, const Outcome& outcome);

  OfferingOptions options_;
  mutable std::mutex mutex_;  // guards what is below, and options_.policy
  std::map<core::AgentId, std::vector<core::LaneId>> skills_;
  std::map<core::AgentId, std::vector<std::string>> languages_;
  core::Dispatch dispatch_;
  std::map<core::WorkId, Item> items_;  // unfinished
  std::set<std::int64_t> arrivals_;
  std::map<core::AgentId, Carried> carried_;
  std::map<core::AgentId, core::Instant> last_offer_;
  std::map<core::WorkId, Chosen> chosen_;  // given to the customer
  std::map<core::WorkId, std::vector<Ask>> asks_;
  std::set<core::AgentId> changed_;  // to be told to the index
  std::set<core::AgentId> freed_;    // may have room for something
  std::set<core::WorkId> came_;      // may find somebody
  bool posted_ = false;
  TaskThread thread_;
};

}  // namespace baton::engine
