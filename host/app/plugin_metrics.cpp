// SPDX-License-Identifier: MIT
#include "host/app/plugin_metrics.h"

#include <cstdio>
#include <map>
#include <vector>

#include "host/http/metrics.h"
#include "host/plugin/services/metrics_service.h"

namespace baton::app {
namespace {

struct Family {
  baton_metric_kind_t kind = BATON_METRIC_COUNTER;
  std::string help;
  std::vector<http::Sample> samples;
};

const char* type_of(baton_metric_kind_t kind) {
  if (kind == BATON_METRIC_HISTOGRAM) return "histogram";
  return kind == BATON_METRIC_GAUGE ? "gauge" : "counter";
}

std::string bound(std::size_t index) {
  if (index == plugin::kMetricBounds.size()) return "+Inf";
  char text[32];
  std::snprintf(text, sizeof text, "%g", plugin::kMetricBounds.at(index));
  return text;
}

// In a HELP line a backslash begins an escape.
std::string help_text(const std::string& help) {
  std::string text;
  for (const char c : help) text += c == '\\' ? std::string("\\\\") : std::string(1, c);
  return text;
}

void add(std::vector<http::Sample>& samples, const std::string& instance, const plugin::MetricReading& reading) {
  if (reading.kind != BATON_METRIC_HISTOGRAM) {
    samples.push_back({instance, reading.value});
    return;
  }
  for (std::size_t i = 0; i < reading.below.size(); ++i)
    samples.push_back({instance + "," + http::metric_label("le", bound(i)), static_cast<double>(reading.below[i]),
                       "_bucket"});
  samples.push_back({instance, reading.value, "_sum"});
  samples.push_back({instance, static_cast<double>(reading.below.back()), "_count"});
}

}  // namespace

std::string plugin_metrics_text(const engine::Plugins& plugins) {
  std::map<std::string, Family> families;
  plugins.for_each([&](const std::shared_ptr<plugin::Instance>& instance) {
    const auto& info = instance->info();
    const auto label = http::metric_label("instance", info.instance_id);
    for (const auto& reading : instance->metrics()) {
      const auto name = "baton_plugin_" + plugin::metric_word(info.plugin_id) + "_" + reading.name;
      auto& family = families.try_emplace(name, Family{reading.kind, help_text(reading.help), {}}).first->second;
      if (family.kind == reading.kind) add(family.samples, label, reading);
    }
  });
  std::string text;
  for (const auto& [name, family] : families)
    text += http::metric_family(name, type_of(family.kind), family.help, family.samples);
  return text;
}

}  // namespace baton::app
