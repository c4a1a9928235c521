// SPDX-License-Identifier: MIT
// health.h - how an instance is, and everything that is counted of it: named once, so that what is counted is also
// added up, shown and told to whoever collects figures.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace baton::plugin {

struct Health {
  bool healthy = false;
  std::string why_not;
  std::uint64_t calls = 0;
  std::uint64_t failures = 0;             // answered with an error; what it does not offer is none
  std::uint64_t timeouts = 0;             // budgets that ended first
  std::uint64_t late_completions = 0;     // came after the budget; dropped
  std::uint64_t double_completions = 0;   // dropped
  std::uint64_t contract_violations = 0;  // malformed records, OK without a result, an answer after an error, ...
  std::uint64_t refused_proposals = 0;    // by the host's rules, told by note_refusal()
  std::uint64_t refused_calls = 0;        // too many under way
  std::uint64_t dropped_log_lines = 0;
  std::uint64_t under_way = 0;
  std::uint64_t crashes = 0;   // of a process of its own; each ended what was under way
  std::uint64_t restarts = 0;  // that brought it up again
  std::uint64_t parked = 0;    // operations that are not given to it again: it crashed over them twice

  // What others counted before it in its place; what is true of one moment (healthy, under_way, parked) stays its own.
  void add_counts(const Health& before);
};

struct HealthCount {
  const char* name;    // in JSON
  const char* metric;  // after "baton_plugin_"
  const char* help;
  std::uint64_t Health::*count;
  bool rises;  // for ever: a counter; otherwise of this moment
};

// Every count of Health, in its order.
std::span<const HealthCount> health_counts();

}  // namespace baton::plugin
