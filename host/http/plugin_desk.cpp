// SPDX-License-Identifier: MIT
#include "host/http/plugin_desk.h"

#include "host/http/case_json.h"
#include "host/http/metrics.h"

namespace baton::http {
namespace {

using nlohmann::json;

json problem_json(const policy::Problem& problem) {
  return {{"file", problem.file},       {"line", problem.line}, {"column", problem.column},
          {"pointer", problem.pointer}, {"what", problem.what}, {"mend", problem.mend}};
}

}  // namespace

json to_json(const ReloadReport& report) {
  json problems = json::array();
  for (const auto& problem : report.problems) problems.push_back(problem_json(problem));
  json refusals = json::array();
  for (const auto& refusal : report.refusals)
    refusals.push_back({{"instance", refusal.instance}, {"why", refusal.why}});
  return {{"at", time_json(report.at)},
          {"by", report.by},
          {"taken", report.taken},
          {"problems", std::move(problems)},
          {"refusals", std::move(refusals)},
          {"started", report.started},
          {"replaced", report.replaced},
          {"stopped", report.stopped},
          {"at_restart", report.at_restart},
          {"policy", report.policy}};
}

json to_json(const PluginState& state) {
  const auto& info = state.info;
  json shown = {{"instance", info.instance_id},
                {"id", info.plugin_id},
                {"version", info.plugin_version},
                {"kind", plugin::to_string(info.kind)},
                {"file", info.file},
                {"sha256", info.sha256},
                {"sdk", info.abi},
                {"place", info.place},
                {"signature", info.signature},
                {"extensions", state.extensions},
                {"healthy", state.health.healthy},
                {"why_not", state.health.why_not},
                {"refused_loads", state.refused_loads},
                {"not_replaced", state.not_replaced}};
  for (const auto& one : plugin::health_counts()) shown[one.name] = state.health.*one.count;
  return shown;
}

std::string plugin_figures_text(const PluginDesk& desk) {
  const auto plugins = desk.plugins();
  const auto figures = desk.figures();
  // An id of the configuration: an operator's word, never a stranger's.
  const auto instance = [](const std::string& id) { return metric_label("instance", id); };
  std::string text;
  for (const auto& one : plugin::health_counts()) {
    std::vector<Sample> samples;
    for (const auto& state : plugins)
      samples.push_back({instance(state.info.instance_id), static_cast<double>(state.health.*one.count)});
    const auto name = std::string("baton_plugin_") + one.metric;
    text += metric_family(name, one.rises ? "counter" : "gauge", one.help, samples);
  }
  std::vector<Sample> healthy;
  for (const auto& state : plugins)
    healthy.push_back({instance(state.info.instance_id), state.health.healthy ? 1.0 : 0.0});
  std::vector<Sample> refused;
  for (const auto& [id, count] : figures.refused_loads) refused.push_back({instance(id), static_cast<double>(count)});
  const std::vector<Sample> reloads = {
      {metric_label("outcome", "taken"), static_cast<double>(figures.reloads_taken)},
      {metric_label("outcome", "refused"), static_cast<double>(figures.reloads_refused)}};
  return text + metric_family("baton_plugin_healthy", "gauge", "1 while the plugin takes work, else 0.", healthy) +
         metric_family("baton_plugin_refused_loads_total", "counter", "Loads that were refused since the start.",
                       refused) +
         metric_family("baton_plugin_libraries", "gauge",
                       "Plugin libraries in this process; none is ever given back, so many of them advise a restart.",
                       {{"", static_cast<double>(figures.libraries)}}) +
         metric_family("baton_reloads_total", "counter", "Reloads asked for, and what came of them.", reloads);
}

}  // namespace baton::http
