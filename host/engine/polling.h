// SPDX-License-Identifier: MIT
// polling.h - connectors that have to be asked what has happened: each as often as configured or as it asks itself, one
// poll at a time, from where it stood when its last events were stored. After an error later each time; who has nothing
// to poll is never asked again.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <spdlog/logger.h>

#include "host/engine/activity.h"
#include "host/engine/backoff.h"
#include "host/engine/clock_timers.h"
#include "host/engine/connector_alarm.h"
#include "host/engine/inbound.h"
#include "host/engine/setup.h"

namespace baton::engine {

struct PollingOptions {
  ledger::Ledger* ledger = nullptr;
  Inbound* inbound = nullptr;
  ConnectorAlarm* alarm = nullptr;
  Clock* clock = nullptr;
  ClockTimers* timers = nullptr;
  Activity* activity = nullptr;
  const CurrentSetup* setup = nullptr;
  std::string engine;  // its name among several on one store, of which one polls; empty: alone
  std::shared_ptr<spdlog::logger> logger;
};

class Polling {
 public:
  explicit Polling(PollingOptions options);

  void start();
  // The setup is another one: who came is polled, who left no more, who was exchanged from where it stood.
  void follow();
  void stop();  // a poll under way is cancelled; what it already handed over is stored

 private:
  // One cursor of a connector: when it is polled next.
  struct Turn {
    core::Instant due;
    std::int64_t failures = 0;  // in a row
    bool off = false;           // NOT_SUPPORTED; of the cursor without a name: nothing is polled
  };
  struct Polled {
    std::shared_ptr<plugin::Instance> instance;  // null: the setup has it no more
    std::shared_ptr<plugin::Instance> asked;     // what is under way; may be the one before
    core::Millis every = 0;
    std::map<std::string, Turn> turns;  // by the name of the cursor; "" is always there
    bool under_way = false;
    plugin::OpTicket ticket;
    plugin::TimerPort::Ticket timer = 0;
    std::optional<ledger::Lease> lease;  // with several engines
  };
  using Cursors = std::map<std::string, std::string>;

  std::vector<core::ConnectorId> take_over(std::vector<ledger::Lease>& left);
  Polled& polled(const core::ConnectorId& connector);
  void look(const core::ConnectorId& connector);
  bool may_poll(const core::ConnectorId& connector, Polled& polled);
  std::optional<std::string> next_turn(Polled& polled, const Cursors& cursors);
  void poll(const core::ConnectorId& connector, const std::string& name, std::optional<std::string> cursor);
  void answered(const core::ConnectorId& connector, const std::string& name,
                const plugin::Outcome<baton_batch_t>& outcome);
  // `left`: the cursor that the batch has left, which is polled from now on as well.
  void succeeded(const core::ConnectorId& connector, const std::string& name, const std::string& left,
                 core::Millis again);
  void failed(const core::ConnectorId& connector, const std::string& name, const baton_error_t& error);
  void arm(const core::ConnectorId& connector, Polled& polled);

  PollingOptions options_;
  Backoff backoff_;
  std::mutex mutex_;
  std::map<core::ConnectorId, Polled> polled_;
  bool stopping_ = false;
};

}  // namespace baton::engine
