// SPDX-License-Identifier: MIT
// counters.h - what is counted of one instance. Relaxed: they are looked at by people and metrics, never decided on.
#pragma once

#include <atomic>
#include <cstdint>

namespace baton::plugin {

class Counter {
 public:
  void add(std::uint64_t count = 1) { value_.fetch_add(count, std::memory_order_relaxed); }
  std::uint64_t read() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

struct Counters {
  Counter calls, failures, timeouts, late_completions, double_completions, contract_violations, refused_proposals,
      refused_calls, dropped_log_lines;
};

}  // namespace baton::plugin
