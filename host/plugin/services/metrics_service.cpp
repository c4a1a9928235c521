// SPDX-License-Identifier: MIT
// metrics_service.cpp - see metrics_service.h.
#include "host/plugin/services/metrics_service.h"

#include <algorithm>
#include <cmath>

#include "host/plugin/host_face.h"
#include "host/plugin/manifest/text.h"

namespace baton::plugin {
namespace {

constexpr std::string_view kTotal = "_total";

baton_status_t BATON_CALL define(const baton_host_t* host, baton_metric_kind_t kind, baton_str_t name, baton_str_t help,
                                 baton_str_t unit, uint32_t* metric_id) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    const auto status = metric_id == nullptr ? BATON_INVALID_ARGUMENT
                                             : face.metrics.define({kind, view_of(name), view_of(help), view_of(unit)},
                                                                   *metric_id);
    if (status != BATON_OK) face.misbehaved("metrics.define: after init, malformed, a name that is taken, or too many");
    return status;
  });
}

void BATON_CALL record(const baton_host_t* host, uint32_t metric_id, double value) {
  guarded(host, 0, [&](HostFace& face) {
    if (!face.metrics.record(metric_id, value)) face.misbehaved("metrics.record: no such metric, or no such value");
    return 0;
  });
}

bool is_text(std::string_view text, std::size_t max_bytes) { return text.size() <= max_bytes && is_utf8(text); }

bool is_well_formed(const MetricsService::Definition& definition) {
  return definition.kind >= BATON_METRIC_COUNTER && definition.kind <= BATON_METRIC_HISTOGRAM &&
         !definition.name.empty() && is_text(definition.name, BATON_METRIC_NAME_MAX_BYTES) &&
         is_text(definition.unit, BATON_METRIC_NAME_MAX_BYTES) &&
         is_text(definition.help, BATON_METRIC_HELP_MAX_BYTES);
}

std::string exposed_name(const MetricsService::Definition& definition) {
  std::string name = metric_word(definition.name);
  const bool counts = definition.kind == BATON_METRIC_COUNTER;
  if (counts && name.ends_with(kTotal) && name.size() > kTotal.size()) name.resize(name.size() - kTotal.size());
  const std::string unit = definition.unit.empty() ? "" : "_" + metric_word(definition.unit);
  if (!name.ends_with(unit)) name += unit;
  if (counts) name += kTotal;
  return name;
}

// What the lines of a metric begin with.
std::vector<std::string> names_of(baton_metric_kind_t kind, const std::string& name) {
  if (kind != BATON_METRIC_HISTOGRAM) return {name};
  return {name, name + "_bucket", name + "_sum", name + "_count"};
}

}  // namespace

const baton_metrics_t kMetricsTable = {&define, &record};

std::string metric_word(std::string_view text) {
  std::string word(text);
  for (char& c : word) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain) c = '_';
  }
  return word;
}

baton_status_t MetricsService::define(const Definition& definition, std::uint32_t& metric_id) {
  const std::lock_guard lock(defining_);
  if (closed_) return BATON_NOT_SUPPORTED;
  if (!is_well_formed(definition)) return BATON_INVALID_ARGUMENT;
  const std::uint32_t count = count_.load();
  if (count == metrics_.size()) return BATON_RATE_LIMITED;
  auto metric = std::make_unique<Metric>();
  metric->kind = definition.kind;
  metric->name = exposed_name(definition);
  metric->help = one_line(definition.help);
  const auto names = names_of(metric->kind, metric->name);
  const auto is_taken = [this](const std::string& name) { return taken_.contains(name); };
  if (std::any_of(names.begin(), names.end(), is_taken)) return BATON_INVALID_ARGUMENT;
  taken_.insert(names.begin(), names.end());
  metrics_[count] = std::move(metric);
  count_.store(count + 1);  // from now on it may be recorded
  metric_id = count + 1;
  return BATON_OK;
}

void MetricsService::close() {
  const std::lock_guard lock(defining_);
  closed_ = true;
}

bool MetricsService::record(std::uint32_t metric_id, double value) {
  if (metric_id == 0) return true;
  if (metric_id > count_.load() || !std::isfinite(value)) return false;
  Metric& metric = *metrics_[metric_id - 1];
  if (metric.kind == BATON_METRIC_GAUGE) {
    metric.value.store(value, std::memory_order_relaxed);
    return true;
  }
  if (metric.kind == BATON_METRIC_COUNTER && value < 0) return false;
  metric.value.fetch_add(value, std::memory_order_relaxed);
  if (metric.kind == BATON_METRIC_COUNTER) return true;
  const auto bound = std::lower_bound(kMetricBounds.begin(), kMetricBounds.end(), value);
  metric.buckets[static_cast<std::size_t>(bound - kMetricBounds.begin())].fetch_add(1, std::memory_order_relaxed);
  return true;
}

std::vector<MetricReading> MetricsService::read() const {
  std::vector<MetricReading> readings;
  const std::uint32_t count = count_.load();
  for (std::uint32_t i = 0; i < count; ++i) {
    const Metric& metric = *metrics_[i];
    MetricReading reading{metric.kind, metric.name, metric.help, metric.value.load(std::memory_order_relaxed), {}};
    std::uint64_t below = 0;
    if (metric.kind == BATON_METRIC_HISTOGRAM)
      for (const auto& bucket : metric.buckets)
        reading.below.push_back(below += bucket.load(std::memory_order_relaxed));
    readings.push_back(std::move(reading));
  }
  return readings;
}

}  // namespace baton::plugin
