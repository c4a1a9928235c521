// SPDX-License-Identifier: MIT
// outbox.h - what is to be done, in memory: the rows the ledger keeps, in order of due, one at a time per customer where
// order matters, at most so many sends a second per connector. It hands rows out; effects.h carries them out.
#pragma once

#include <condition_variable>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <unordered_map>
#include <vector>

#include "host/engine/activity.h"
#include "host/engine/clock.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

struct OutboxOptions {
  ledger::Ledger* ledger = nullptr;
  Clock* clock = nullptr;
  Activity* activity = nullptr;
  // Carries a row out; calls finished(id) or postponed(...) later, on any thread.
  std::function<void(const ledger::OutboxRow&)> carry_out;
};

// Connector -> limit; absent or 0 = none.
using SendsPerSecond = std::map<std::string, std::uint32_t>;

class Outbox {
 public:
  explicit Outbox(OutboxOptions options) : options_(std::move(options)) {}
  ~Outbox() { stop(); }

  void start(std::vector<ledger::OutboxRow> pending);  // what an earlier life left behind
  void stop();
  void set_rates(SendsPerSecond rates);

  void add(std::vector<ledger::OutboxRow> rows);
  void finished(std::int64_t id);                       // its outcome is on disk
  void postponed(std::int64_t id, core::Instant due, const std::string& error);
  void buried(std::int64_t id, const std::string& error);

  std::optional<core::Instant> next_due() const;
  std::size_t pending() const;

 private:
  struct Row {
    ledger::OutboxRow row;
    bool running = false;
    Activity::Token token;  // held while it is due: not while it waits for its time
  };
  void work();
  std::vector<ledger::OutboxRow> take_ready();
  bool within_rate(const std::string& connector);
  void enter(ledger::OutboxRow row);

  OutboxOptions options_;
  mutable std::mutex mutex_;
  SendsPerSecond limits_;
  std::condition_variable wake_;
  std::map<std::int64_t, Row> rows_;                        // by id: order of being caused
  std::set<std::pair<core::Instant, std::int64_t>> by_due_;  // not running
  std::set<std::string> busy_streams_;                      // with a send under way: words of one customer stay in order
  struct Rate {
    double tokens = 0;
    std::chrono::steady_clock::time_point at;
  };
  std::unordered_map<std::string, Rate> rates_;
  bool stopping_ = false;
  bool changed_ = false;
  std::thread thread_;
};

}  // namespace baton::engine
