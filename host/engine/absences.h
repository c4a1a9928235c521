// SPDX-License-Identifier: MIT
// absences.h - people who come and go, told to the customers whose cases they hold (O7): away, at the end of their
// shift, or no longer in the configuration. What moves because of it is the core's to say.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include <spdlog/logger.h>

#include "host/engine/clock_timers.h"
#include "host/engine/customers.h"
#include "host/engine/office.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

struct AbsencesOptions {
  ledger::Ledger* ledger = nullptr;
  Customers* customers = nullptr;
  Office* office = nullptr;
  Clock* clock = nullptr;
  ClockTimers* timers = nullptr;
  std::shared_ptr<spdlog::logger> logger;
  std::function<std::shared_ptr<const core::Policy>()> policy;
};

class Absences {
 public:
  explicit Absences(AbsencesOptions options) : options_(std::move(options)) {}

  // Each waits for the customers' decisions: on a thread that may.
  void left(const core::AgentId& agent);
  void returned(const core::AgentId& agent);
  void without_end();  // owners the configuration no longer knows

  // Present agents whose shift is over by now, and when the next one ends.
  std::vector<core::AgentId> off_shift() const;
  std::optional<core::Instant> next_shift_end() const;

 private:
  std::set<std::string> customers_of(const std::string& owner) const;
  void tell(const std::set<std::string>& customers, const core::Input& input);

  AbsencesOptions options_;
};

}  // namespace baton::engine
