// SPDX-License-Identifier: MIT
// metric_reading.h - one metric of a plugin instance as it stands when somebody looks (baton.metrics/1).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <baton/ext/metrics.h>

namespace baton::plugin {

// Upper bounds of every histogram: a plugin names no bounds, so they fit any unit, within a factor of three or so.
inline constexpr std::array kMetricBounds = {0.001, 0.003, 0.01, 0.03, 0.1,   0.3,   1.0,   3.0,   1e1, 3e1, 1e2,
                                             3e2,   1e3,   3e3,  1e4,  3e4,   1e5,   3e5,   1e6,   3e6, 1e7};

struct MetricReading {
  baton_metric_kind_t kind = BATON_METRIC_COUNTER;
  std::string name;                  // [a-zA-Z0-9_]+, with its unit, and _total where it is a counter
  std::string help;                  // one line
  double value = 0;                  // of a histogram: the sum of what was observed
  std::vector<std::uint64_t> below;  // of a histogram: observations up to each bound, then all of them
};

}  // namespace baton::plugin
