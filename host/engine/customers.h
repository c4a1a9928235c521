// SPDX-License-Identifier: MIT
// customers.h - one strand per customer: inputs are decided strictly in order for one customer and in parallel across
// customers, ahead of the disk; what is told to anybody is told after the commit.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include <spdlog/logger.h>

#include "host/engine/activity.h"
#include "host/engine/clock.h"
#include "host/engine/customer_entry.h"
#include "host/engine/customer_view.h"
#include "host/engine/ready_queue.h"

namespace baton::engine {

struct CustomersOptions {
  ledger::Ledger* ledger = nullptr;
  IdSource* ids = nullptr;
  Clock* clock = nullptr;
  Activity* activity = nullptr;
  std::shared_ptr<spdlog::logger> logger;
  std::string engine;  // its name among several on one store, which then decide under leases; empty: alone
  std::function<std::shared_ptr<const core::Policy>()> policy;
  std::function<void(Stored)> on_stored;
  std::function<void(const core::CustomerId&, const std::string&)> on_undecided;
  unsigned workers = 2;
  std::size_t jobs_max = 8192;      // waiting inputs from outside; one more is answered "overloaded"
  std::size_t cached_max = 20000;   // customers kept in memory without work
};

class Customers {
 public:
  explicit Customers(CustomersOptions options);
  ~Customers();

  void start();
  void stop();  // decides what is queued, waits for its commits

  void submit(const core::CustomerId& customer, core::Input input, Origin origin, Done done);
  // Between two decisions, on the strand. `look` must be quick; it may submit, never wait.
  void read(const core::CustomerId& customer, std::function<void(const CustomerView&)> look);
  // What the customer gives to the figures is stored; nothing is decided.
  void measure(const core::CustomerId& customer, Done done);

  // From a look, until let_go(): no other engine decides on the customer, though nothing is decided here either. For a
  // word that is on its way out.
  void keep(const core::CustomerId& customer);
  void let_go(const core::CustomerId& customer);

  std::size_t cached() const;

 private:
  struct Job {
    core::Input input;
    Origin origin;
    Done done;
    std::function<void(const CustomerView&)> look;  // a read instead of an input
    bool measures = false;                          // neither
    std::uint64_t number = 0;
    int attempts = 0;
    Activity::Token token;
  };
  using JobPtr = std::unique_ptr<Job>;  // an input is large, and changes hands often
  struct Slot;
  using SlotPtr = std::shared_ptr<Slot>;

  SlotPtr slot_of(const core::CustomerId& customer);
  void enqueue(const core::CustomerId& customer, JobPtr job);
  void schedule(const SlotPtr& slot);
  void make_ready(const SlotPtr& slot);
  void work();
  static std::deque<JobPtr>::iterator next_of(std::deque<JobPtr>& jobs);
  void run(const SlotPtr& slot);
  bool take_lease(const SlotPtr& slot);
  void defer(const SlotPtr& slot);
  void run_job(const SlotPtr& slot, JobPtr job);
  void commit(const SlotPtr& slot, JobPtr job, Prepared prepared);
  void committed(const SlotPtr& slot, JobPtr job, Outcome outcome, Stored stored, ledger::CommitResult result);
  void again(const SlotPtr& slot, JobPtr job, Outcome::Kind otherwise);
  void turn_away(const SlotPtr& slot, Outcome::Kind why);
  void evict();

  CustomersOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::unordered_map<std::string, SlotPtr> slots_;
  std::list<std::string> idle_;  // least recently used first
  ReadyQueue<Slot> ready_;
  std::deque<SlotPtr> deferred_;  // their lease is held by another engine: looked at again at deferred_until_
  std::chrono::steady_clock::time_point deferred_until_;
  bool stopping_ = false;
  std::atomic<std::size_t> waiting_{0};
  std::atomic<std::uint64_t> numbers_{0};
  std::vector<std::thread> threads_;
};

}  // namespace baton::engine
