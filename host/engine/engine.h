// SPDX-License-Identifier: MIT
// engine.h - the loop: take, decide, commit, then effects. Made of the parts beside this file, in order, and taken down in
// reverse; this is what the HTTP room and the commands use.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <spdlog/logger.h>

#include "host/engine/absences.h"
#include "host/engine/activity.h"
#include "host/engine/addresses.h"
#include "host/engine/clock.h"
#include "host/engine/clock_timers.h"
#include "host/engine/customers.h"
#include "host/engine/effects.h"
#include "host/engine/emissions.h"
#include "host/engine/intake.h"
#include "host/engine/offering.h"
#include "host/engine/office.h"
#include "host/engine/outbox.h"
#include "host/engine/polling.h"
#include "host/engine/send_watch.h"
#include "host/engine/setup.h"
#include "host/engine/signs.h"
#include "host/ledger/ledger.h"
#include "host/plugin/ports.h"

namespace baton::engine {

struct EngineOptions {
  ledger::Ledger* ledger = nullptr;
  Clock* clock = nullptr;
  ClockTimers* timers = nullptr;
  plugin::HttpPort* http = nullptr;
  ledger::BlobStore* blobs = nullptr;  // whose attachments an erasure takes with it
  Emissions* emissions = nullptr;      // of the plugins; absent: none of them may emit
  SetupPtr setup;                      // the first one
  std::shared_ptr<spdlog::logger> logger;
  std::string name;  // among several engines on one store; empty: it is alone there
  unsigned workers = 2;
  std::size_t cached_customers_max = 20000;
  core::Millis template_sync_ms = core::kHour;
};

class Engine {
 public:
  explicit Engine(EngineOptions options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  std::string start();  // empty, or why it cannot
  void stop();          // drains: what was taken is decided and stored

  Intake& intake() { return *intake_; }
  Inbound& inbound() { return *inbound_; }
  Customers& customers() { return *customers_; }
  Office& office() { return *office_; }
  Offering& offering() { return *offering_; }
  SendWatch& sends() { return sends_; }
  ledger::Ledger& ledger() { return *options_.ledger; }
  Clock& clock() { return *options_.clock; }
  std::shared_ptr<const core::Policy> policy() const { return setup_.get()->shared_policy(); }
  SetupPtr setup() const { return setup_.get(); }

  // A reload: what begins from now on goes by `next`, what is under way ends as it began. Waits for the office; one at
  // a time, between start() and stop().
  void change(SetupPtr next);

  // Whose address this is; empty: nobody's.
  core::CustomerId customer_at(core::Address address);

  // Somebody came or left; who is there now is offered what waits (R5).
  void set_presence(const core::AgentId& agent, bool present, std::string by, std::function<void(bool stored)> done);
  // They did something: they are there (O7).
  void seen(const core::AgentId& agent) { signs_->seen(agent); }
  void sync_templates(const core::ConnectorId& connector);
  // A dead letter is tried again.
  bool revive(std::int64_t outbox_id);

  // For a moved clock: waits until everything due by now has been decided and carried out. False when that took longer
  // than `limit`. Then next_due() says when the next thing is due, if anything is.
  bool settle(std::chrono::milliseconds limit);
  std::optional<core::Instant> next_due();

  struct Figures {
    std::size_t cached_customers = 0, outbox_pending = 0;
    std::int64_t under_way = 0;
    std::array<std::uint64_t, 8> gate{};  // decisions since the start, by core::GateDecision
    std::uint64_t observed = 0, suggested = 0;  // G14: what rules that only watch would have done
    std::uint64_t briefs_useful = 0, briefs_wrong = 0, briefs_missing = 0, asked_again = 0;  // B5
    std::uint64_t briefs_refused = 0, fallbacks_refused = 0;  // B2: failed calls among them
  };
  Figures figures() const;

 private:
  void make_office();
  void make_doors();  // engine_doors.cpp
  void open_doors();
  void close_doors();
  void make_offering();
  void make_people();
  void watch_due();
  void decide_due(core::Instant now);
  void stored(Stored stored);
  void notice_fact(const core::Fact& fact);
  void end_shifts_later();
  void note_settled(const core::OwnershipSettled& settled);
  void note_labels(const core::LabelsSettled& labels);
  void compute_pace_nightly();
  void watch_escalation_hourly();
  void retry_undecided();
  void decide_again(const ledger::UndecidedRow& row);
  bool decides_again();
  void forget_later();
  void forget_keys();
  void aside(std::function<void()> task);
  void measure_older();
  bool anything_due();

  EngineOptions options_;
  CurrentSetup setup_;
  Activity activity_;
  IdSource ids_;
  SendWatch sends_;
  std::unique_ptr<Office> office_;
  std::unique_ptr<Customers> customers_;
  std::unique_ptr<Offering> offering_;
  std::unique_ptr<Absences> absences_;
  std::unique_ptr<Signs> signs_;
  std::unique_ptr<Addresses> addresses_;
  std::unique_ptr<Outbox> outbox_;
  std::unique_ptr<Effects> effects_;
  std::unique_ptr<Inbound> inbound_;
  std::unique_ptr<ConnectorAlarm> connector_alarm_;
  std::unique_ptr<Intake> intake_;
  std::unique_ptr<Polling> polling_;
  std::unique_ptr<TaskThread> rerouting_;
  std::unique_ptr<TaskThread> forgetting_;
  std::mutex sync_mutex_;
  std::map<core::ConnectorId, plugin::TimerPort::Ticket> sync_rounds_;  // the next one of each connector
  std::mutex shifts_mutex_;
  plugin::TimerPort::Ticket shift_end_ = 0;  // the next one
  std::mutex due_mutex_;
  std::set<std::string> deciding_due_;  // streams whose ClockReached is under way
  std::set<std::int64_t> deciding_again_;  // undecided rows under way
  std::optional<ledger::Lease> again_lease_;
  std::array<std::atomic<std::uint64_t>, 8> gate_{};
  std::atomic<std::uint64_t> observed_{0}, suggested_{0};                             // G14
  std::atomic<std::uint64_t> briefs_useful_{0}, briefs_wrong_{0}, briefs_missing_{0};  // B5
  std::atomic<std::uint64_t> asked_again_{0};
  std::atomic<std::uint64_t> briefs_refused_{0}, fallbacks_refused_{0};
  std::atomic<bool> stopping_{false};
  std::atomic<std::int64_t> next_look_{0};
  std::thread due_thread_;
  bool started_ = false;
};

}  // namespace baton::engine
