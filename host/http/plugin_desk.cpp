// SPDX-License-Identifier: MIT
#include "host/http/plugin_desk.h"

#include "host/http/case_json.h"
#include "host/http/metrics.h"

namespace baton::http {
namespace {

using nlohmann::json;

struct Family {
  const char* name;
  const char* type;
  const char* help;
  std::uint64_t plugin::Health::*count;
};

// Label `instance` is an id of the configuration: an operator's word, never a stranger's.
constexpr Family kFamilies[] = {
    {"baton_plugin_calls_total", "counter", "Operations given to the plugin.", &plugin::Health::calls},
    {"baton_plugin_failures_total", "counter", "Operations it answered with an error.", &plugin::Health::failures},
    {"baton_plugin_timeouts_total", "counter", "Operations whose budget ended first.", &plugin::Health::timeouts},
    {"baton_plugin_late_completions_total", "counter", "Answers that came after their budget and were dropped.",
     &plugin::Health::late_completions},
    {"baton_plugin_double_completions_total", "counter", "Second answers to one operation, dropped.",
     &plugin::Health::double_completions},
    {"baton_plugin_contract_violations_total", "counter", "Breaches of the contract: malformed answers among them.",
     &plugin::Health::contract_violations},
    {"baton_plugin_refused_proposals_total", "counter", "Proposals, labels and briefs the host's rules refused.",
     &plugin::Health::refused_proposals},
    {"baton_plugin_refused_calls_total", "counter", "Operations not given to it, for too many were under way.",
     &plugin::Health::refused_calls},
    {"baton_plugin_dropped_log_lines_total", "counter", "Lines it logged faster than they are taken.",
     &plugin::Health::dropped_log_lines},
    {"baton_plugin_crashes_total", "counter", "Ends of its process that nobody asked for.", &plugin::Health::crashes},
    {"baton_plugin_restarts_total", "counter", "Starts of its process after such an end.", &plugin::Health::restarts},
    {"baton_plugin_parked_operations", "gauge",
     "Operations that are not given to it again, for its process crashed over them twice.", &plugin::Health::parked},
};

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
  const auto& health = state.health;
  return {{"instance", info.instance_id},
          {"id", info.plugin_id},
          {"version", info.plugin_version},
          {"kind", plugin::to_string(info.kind)},
          {"file", info.file},
          {"sha256", info.sha256},
          {"sdk", info.abi},
          {"place", info.place},
          {"signature", info.signature},
          {"extensions", state.extensions},
          {"healthy", health.healthy},
          {"why_not", health.why_not},
          {"calls", health.calls},
          {"failures", health.failures},
          {"timeouts", health.timeouts},
          {"late_completions", health.late_completions},
          {"double_completions", health.double_completions},
          {"contract_violations", health.contract_violations},
          {"refused_proposals", health.refused_proposals},
          {"refused_calls", health.refused_calls},
          {"dropped_log_lines", health.dropped_log_lines},
          {"crashes", health.crashes},
          {"restarts", health.restarts},
          {"parked", health.parked},
          {"refused_loads", state.refused_loads},
          {"not_replaced", state.not_replaced}};
}

std::string plugin_metrics_text(const PluginDesk& desk) {
  const auto plugins = desk.plugins();
  const auto figures = desk.figures();
  const auto instance = [](const std::string& id) { return metric_label("instance", id); };
  std::string text;
  for (const auto& family : kFamilies) {
    std::vector<Sample> samples;
    for (const auto& state : plugins)
      samples.push_back({instance(state.info.instance_id), static_cast<double>(state.health.*family.count)});
    text += metric_family(family.name, family.type, family.help, samples);
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
