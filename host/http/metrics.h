// SPDX-License-Identifier: MIT
// metrics.h - what is counted at the doors, and the text of GET /metrics (Prometheus). Labels come from closed lists, so
// that nobody outside can make the list of series grow; nothing of what anybody wrote is ever a label.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace baton::http {

// One figure as it stands when /metrics is asked; `labels` is empty or `name="value",...`, `suffix` what the name has
// besides ("_bucket" of a histogram).
struct Sample {
  std::string labels;
  double value = 0;
  std::string_view suffix = {};
};

class Metrics {
 public:
  explicit Metrics(const std::vector<std::string>& connectors);

  // One that the configuration has besides; any thread.
  void know(const std::string& connector);
  // Any thread. A connector that is not configured counts as "unknown".
  void webhook(const std::string& connector, int status);
  void api(int status);

  // The families counted here.
  std::string text() const;

 private:
  enum Outcome { kAccepted, kUnsigned, kRefused, kUnavailable, kOutcomes };
  using Outcomes = std::array<std::atomic<std::uint64_t>, kOutcomes>;
  static constexpr std::size_t kStatuses = 600;

  static Outcome outcome_of(int status);

  mutable std::shared_mutex mutex_;
  std::map<std::string, Outcomes> webhooks_;  // by connector; counted under a shared lock, grows under its own
  std::array<std::atomic<std::uint64_t>, kStatuses> api_{};
};

// One family in the text format: HELP, TYPE, and a line for each sample.
std::string metric_family(std::string_view name, std::string_view type, std::string_view help, const std::vector<Sample>& samples);

// name="value" with the value escaped.
std::string metric_label(std::string_view name, std::string_view value);

}  // namespace baton::http
