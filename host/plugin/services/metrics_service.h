// SPDX-License-Identifier: MIT
// metrics_service.h - what one instance counts: a set that is fixed when its init has returned, so that whatever comes
// in later cannot make it grow, and figures that any thread may record without waiting.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <baton/ext/metrics.h>

#include "host/plugin/metric_reading.h"

namespace baton::plugin {

class MetricsService {
 public:
  struct Definition {
    baton_metric_kind_t kind = BATON_METRIC_COUNTER;
    std::string_view name, help, unit;  // as the plugin gave them
  };
  // INVALID_ARGUMENT, RATE_LIMITED (too many) or NOT_SUPPORTED (after close) leave `metric_id` as it was.
  baton_status_t define(const Definition& definition, std::uint32_t& metric_id);
  void close();  // init is over

  // Any thread. False when the value was dropped because it breaks the contract.
  bool record(std::uint32_t metric_id, double value);

  std::vector<MetricReading> read() const;  // in the order of their definition

 private:
  struct Metric {
    baton_metric_kind_t kind = BATON_METRIC_COUNTER;
    std::string name, help;
    std::atomic<double> value{0};
    std::array<std::atomic<std::uint64_t>, kMetricBounds.size() + 1> buckets{};  // the last: above every bound
  };

  std::mutex defining_;
  bool closed_ = false;
  std::set<std::string> taken_;  // names that lines of the output begin with
  std::array<std::unique_ptr<Metric>, BATON_METRIC_MAX_COUNT> metrics_;  // an entry is never changed once counted
  std::atomic<std::uint32_t> count_{0};
};

// [a-zA-Z0-9_]+: every other byte becomes an underscore.
std::string metric_word(std::string_view text);

}  // namespace baton::plugin
