// SPDX-License-Identifier: MIT
// metrics.h - M1-M13: what each figure is of, and the samples that one case gives to them. Samples of many
// cases are added up by day (metric_sums.h), so that nobody reads the history to answer how things stand.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/measured.h"

namespace baton::core {

inline constexpr Millis kRepeatWithin = 48 * kHour;       // M9
inline constexpr Millis kEscalationSettles = 24 * kHour;  // M4
inline constexpr Millis kPromiseSlack =
    5 * kMinute;  // M12: a word planned for a time goes out then, and arrives after

// What a sample is of, for figures broken down. Merged cases are one; overlay numbers, spam and tests stand apart.
struct MetricGroup {
  std::string lane;
  std::int64_t work_type = 1;
  std::string channel;
  std::string segment;
  std::string model;
  std::string intent;
  bool overlay = false;
  ResolvedAs resolved_as = ResolvedAs::solved;
  BATON_FIELDS(lane, work_type, channel, segment, model, intent, overlay, resolved_as)
  std::string_view apart() const;  // from our own: "spam", "test", "overlay"; empty where it is one of them
  auto operator<=>(const MetricGroup&) const = default;
};

inline constexpr std::int64_t kNoValue = -1;

// A duration has two readings, by the calendar and in staffed time. The second is a sample of its own, under the code
// with this behind it; where nobody keeps hours both are the same and the second is left out.
inline constexpr std::string_view kStaffedReading = ".staffed";

// One contribution. `value` is in seconds for durations, and a plain count otherwise.
struct MetricSample {
  std::string code;      // "M1", "M1h", ...
  std::string split;     // "bot", "human", "hold:pair_rate", ...; empty = not split
  std::int64_t day = 0;  // of the organisation: of a duration when it started, of an outcome when it ended
  std::int64_t value = kNoValue;
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  std::int64_t judged = 0;  // a target was there to be met
  std::int64_t within = 0;  // and was met
  Instant
      counts_from;  // not before: unfinished ones count against the target once older than it. 0 = at once
  BATON_FIELDS(code, split, day, value, numerator, denominator, judged, within, counts_from)
  auto operator<=>(const MetricSample&) const = default;
};

struct MetricDefinition {
  std::string_view code;
  std::string_view name;
  std::string_view numerator;  // of what
  std::string_view denominator;
  std::string_view target;  // in words, where no number is configured
  bool duration = false;    // values are seconds
  bool live = false;        // stands as it is now, whatever days are asked for
};

std::span<const MetricDefinition> metric_definitions();
const MetricDefinition* metric_definition(std::string_view code);

// What a figure is held against: shares in percent of its denominator, durations in milliseconds; -1 = not given.
struct MetricGoal {
  std::int64_t at_least_percent = -1;
  std::int64_t at_most_percent = -1;
  Millis within_ms = -1;
  std::string words;
};
MetricGoal metric_goal(const MetricDefinition& known, const MetricTargets& targets);

bool keeps_hours(const Policy& policy);

// Changes when a definition does, and when what samples are made with is configured otherwise (zone, hours, targets):
// what was measured under another one is measured again.
std::int64_t metrics_version(const Policy& policy);

// Seconds, at the resolution that figures are kept in: a second below an hour, a minute below two days, an
// hour above.
std::int64_t metric_seconds(Millis span);

MetricGroup metric_group(const MeasuredCase& c, const CustomerState& state);
std::vector<MetricSample> samples_of(const MeasuredCase& c,
                                     const Policy& policy);  // in order, equal ones added up

}  // namespace baton::core
