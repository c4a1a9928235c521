// SPDX-License-Identifier: MIT
// metric_targets.h - what the figures M1-M13 are held against (section M), as configured.
#pragma once

#include <cstdint>

#include "host/core/time.h"

namespace baton::core {

struct MetricTargets {
  Millis first_response_ms = 5 * kMinute;  // M1
  Millis first_human_ms = 5 * kMinute;     // M1h
  Millis vip_specialist_ms = 30 * kSecond;  // M2d
  Millis window_risk_ms = 18 * kHour;      // M3
  std::int64_t escalation_min_percent = 5;  // M4
  std::int64_t escalation_max_percent = 10;
  std::int64_t complete_briefs_percent = 100;  // M10
  std::int64_t minimal_briefs_percent = 5;
  std::int64_t stalls_per_100 = 0;         // M11
  std::int64_t promises_kept_percent = 95;  // M12
};

}  // namespace baton::core
