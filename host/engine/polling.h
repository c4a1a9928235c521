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

#include <spdlog/logger.h>

#include "host/engine/activity.h"
#include "host/engine/backoff.h"
#include "host/engine/clock_timers.h"
#include "host/engine/connector_alarm.h"
#include "host/engine/inbound.h"
#include "host/engine/plugins.h"

namespace baton::engine {

struct PollingOptions {
  ledger::Ledger* ledger = nullptr;
  Inbound* inbound = nullptr;
  ConnectorAlarm* alarm = nullptr;
  Clock* clock = nullptr;
  ClockTimers* timers = nullptr;
  Activity* activity = nullptr;
  std::shared_ptr<const Plugins> plugins;
  std::map<core::ConnectorId, core::Millis> every;  // between two polls; absent: kPollEvery
  std::string engine;  // its name among several on one store, of which one polls; empty: alone
  std::shared_ptr<spdlog::logger> logger;
};

class Polling {
 public:
  static constexpr core::Millis kPollEvery = 30 * core::kSecond;

  explicit Polling(PollingOptions options);

  void start();
  void stop();  // a poll under way is cancelled; what it already handed over is stored

 private:
  // One cursor of a connector: when it is polled next.
  struct Turn {
    core::Instant due;
    std::int64_t failures = 0;  // in a row
    bool off = false;           // NOT_SUPPORTED; of the cursor without a name: nothing is polled
  };
  struct Polled {
    std::shared_ptr<plugin::Instance> instance;
    core::Millis every = kPollEvery;
    std::map<std::string, Turn> turns;  // by the name of the cursor; "" is always there
    bool under_way = false;
    plugin::OpTicket ticket;
    plugin::TimerPort::Ticket timer = 0;
    std::optional<ledger::Lease> lease;  // with several engines
  };
  using Cursors = std::map<std::string, std::string>;

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
