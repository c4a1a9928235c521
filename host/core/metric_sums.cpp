// SPDX-License-Identifier: MIT
#include "host/core/metric_sums.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace baton::core {
namespace {

constexpr std::array<std::string_view, 6> kDimensions = {"lane",    "work_type", "channel",
                                                         "segment", "model",     "intent"};

std::string value_of(const MetricGroup& group, std::string_view dimension) {
  if (dimension == "lane") return group.lane;
  if (dimension == "work_type") return std::to_string(group.work_type);
  if (dimension == "channel") return group.channel;
  if (dimension == "segment") return group.segment;
  if (dimension == "model") return group.model;
  return group.intent;
}

using Key = std::tuple<std::size_t, std::string_view, std::vector<std::string>>;  // definition, apart, group

std::size_t place_of(std::string_view code) {
  const auto all = metric_definitions();
  return static_cast<std::size_t>(
      std::find_if(all.begin(), all.end(), [&](const auto& known) { return known.code == code; }) -
      all.begin());
}

bool is_staffed(std::string_view code) { return code.ends_with(kStaffedReading); }

std::string_view base_of(std::string_view code) {
  return is_staffed(code) ? code.substr(0, code.size() - kStaffedReading.size()) : code;
}

void add(MetricFigure& figure, const MetricBucket& bucket) {
  if (is_staffed(bucket.sample.code)) return figure.staffed.add(bucket);
  figure.all.add(bucket);
  if (!bucket.sample.split.empty()) figure.splits[bucket.sample.split].add(bucket);
}

}  // namespace

MetricBucket bucket_of(const MetricGroup& group, const MetricSample& sample) { return {group, sample, 1}; }

bool same_bucket(const MetricBucket& a, const MetricBucket& b) {
  const auto key = [](const MetricBucket& bucket) {
    const auto& s = bucket.sample;
    return std::tie(s.code, s.day, s.split, s.value, s.counts_from, bucket.group);
  };
  return key(a) == key(b);
}

void MetricTally::add(const MetricBucket& bucket) {
  count += bucket.count;
  numerator += bucket.sample.numerator;
  denominator += bucket.sample.denominator;
  judged += bucket.sample.judged;
  within += bucket.sample.within;
  if (bucket.sample.value != kNoValue) values[bucket.sample.value] += bucket.count;
}

std::int64_t MetricTally::n() const {
  std::int64_t all = 0;
  for (const auto& [value, times] : values) all += times;
  return values.empty() ? denominator : all;
}

std::optional<std::int64_t> MetricTally::percentile(int percent) const {
  if (values.empty()) return std::nullopt;
  const auto rank = (n() * percent + 99) / 100;  // the smallest value that so many do not exceed
  std::int64_t seen = 0;
  for (const auto& [value, times] : values) {
    seen += times;
    if (seen >= rank) return value;
  }
  return values.rbegin()->first;
}

std::span<const std::string_view> metric_dimensions() { return kDimensions; }

std::vector<MetricFigure> figures_of(std::span<const MetricBucket> buckets,
                                     const std::vector<std::string>& by, Instant now) {
  std::map<Key, MetricFigure> made;
  const auto all = metric_definitions();
  const auto figure = [&](std::size_t place, std::string_view apart, std::vector<std::string> group) -> MetricFigure& {
    auto& found = made[{place, apart, group}];
    found.code = all[place].code;
    found.apart = apart;
    found.group = std::move(group);
    return found;
  };
  for (std::size_t place = 0; place < all.size(); ++place) figure(place, {}, {});
  bool two_readings = false;  // somebody keeps hours: the two readings differ
  for (const auto& bucket : buckets) {
    two_readings = two_readings || is_staffed(bucket.sample.code);
    const auto place = place_of(base_of(bucket.sample.code));
    if (place == all.size() || bucket.sample.counts_from > now) continue;
    add(figure(place, bucket.group.apart(), {}), bucket);
    if (by.empty()) continue;
    std::vector<std::string> group;
    for (const auto& dimension : by) group.push_back(value_of(bucket.group, dimension));
    add(figure(place, bucket.group.apart(), std::move(group)), bucket);
  }
  std::vector<MetricFigure> figures;
  for (auto& [key, one] : made) {
    if (!two_readings && all[std::get<0>(key)].duration) one.staffed = one.all;
    figures.push_back(std::move(one));
  }
  return figures;
}

}  // namespace baton::core
