// SPDX-License-Identifier: MIT
// metric_sums.h - samples of many cases added up by day and group, and the figures that are made of such
// sums: n, median, 90th percentile, share within target. What does not count yet waits in its bucket until
// its time comes.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host/core/metrics.h"

namespace baton::core {

// Samples that differ in nothing but their case.
struct MetricBucket {
  MetricGroup group;
  MetricSample sample;  // numerator, denominator, judged and within are sums
  std::int64_t count = 0;
  BATON_FIELDS(group, sample, count)
};

// What makes two samples the same bucket.
MetricBucket bucket_of(const MetricGroup& group,
                       const MetricSample& sample);  // with that one sample in it, count 1
bool same_bucket(const MetricBucket& a, const MetricBucket& b);

struct MetricTally {
  std::int64_t count = 0;
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  std::int64_t judged = 0;
  std::int64_t within = 0;
  std::map<std::int64_t, std::int64_t> values;  // value -> how often

  void add(const MetricBucket& bucket);
  std::int64_t n() const;  // values, or where there are none the denominator
  std::optional<std::int64_t> percentile(int percent) const;  // nearest rank; none without values
};

struct MetricFigure {
  std::string_view code;
  std::vector<std::string> group;  // in the order of `by`
  std::string_view apart;          // see MetricGroup
  MetricTally all;
  MetricTally staffed;             // of durations: the same in staffed time
  std::map<std::string, MetricTally> splits;
};

// "lane", "work_type", "channel", "segment", "model", "intent".
std::span<const std::string_view> metric_dimensions();

// Every definition has a figure without a group, also when nothing happened; groups and what is apart follow where
// they have something. In the order of the definitions, then of the groups.
std::vector<MetricFigure> figures_of(std::span<const MetricBucket> buckets,
                                     const std::vector<std::string>& by, Instant now);

}  // namespace baton::core
