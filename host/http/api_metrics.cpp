// SPDX-License-Identifier: MIT
// api_metrics.cpp - M1-M13 (section M): sums that the ledger keeps by day, never the history; and the cases
// behind them.
#include <algorithm>
#include <charconv>

#include "host/core/escalation_watch.h"
#include "host/core/organisation_day.h"
#include "host/http/api.h"
#include "host/http/metrics_json.h"
#include "host/http/problem.h"
#include "host/http/query.h"
#include "host/http/times.h"

namespace baton::http {
namespace {

using nlohmann::json;

constexpr std::int64_t kDaysShown = 7;    // where no days are asked for
constexpr std::size_t kCasesBeside = 20;  // beside each figure
constexpr int kRowsBeside = 1000;         // looked at for them
constexpr std::size_t kCasesPerPage = 200;
constexpr int kPagesPerRequest = 10;

struct Days {
  std::int64_t from = 0;
  std::int64_t to = 0;
};

std::int64_t day_parameter(const net::Request& request, const char* name, std::int64_t otherwise,
                           const core::Policy& policy) {
  const auto text = request.query_value(name);
  if (!text) return otherwise;
  if (const auto day = day_from_text(*text)) return *day;
  const auto at = parse_time(*text);
  if (!at)
    throw BadRequest(400, std::string(name) + ": is a day or a time", std::string("/") + name,
                     "send 2026-11-24, 2026-11-24T10:00:00Z or milliseconds");
  return core::organisation_day(*at, policy);
}

Days days_of(const net::Request& request, core::Instant now, const core::Policy& policy) {
  Days days;
  days.to = day_parameter(request, "to", core::organisation_day(now, policy), policy);
  days.from = day_parameter(request, "from", days.to - kDaysShown + 1, policy);
  if (days.from > days.to)
    throw BadRequest(400, "from: is after `to`", "/from", "ask for days in their order");
  return days;
}

std::vector<std::string> by_of(const net::Request& request) {
  std::vector<std::string> by;
  const auto text = request.query_value("by").value_or("");
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find(',', begin), text.size());
    by.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  for (const auto& dimension : by) {
    const auto known = core::metric_dimensions();
    if (std::find(known.begin(), known.end(), dimension) != known.end()) continue;
    throw BadRequest(400, "by: no dimension " + dimension, "/by",
                     "by: lane, work_type, channel, segment, model, intent; several with commas");
  }
  return by;
}

json definition_json(const core::MetricDefinition& known, const core::MetricGoal& goal) {
  json made = {{"code", known.code},
               {"name", known.name},
               {"numerator_is", known.numerator},
               {"denominator_is", known.denominator},
               {"target", goal.words},
               {"target_is", goal_json(goal)},
               {"unit", known.duration ? "seconds" : "cases"}};
  if (known.live) made["as_of"] = "now";
  return made;
}

std::string more_link(std::string_view code, const Days& days) {
  return "/v1/metrics/" + std::string(code) + "/cases?from=" + day_text(days.from) +
         "&to=" + day_text(days.to);
}

}  // namespace

net::Response Api::show_metrics(Call& call) {
  only_parameters(call.request, {"from", "to", "by"});
  const auto& policy = call.config->policy;
  const auto now = options_.engine->clock().now();
  const auto days = days_of(call.request, now, policy);
  const auto by = by_of(call.request);
  auto& ledger = options_.engine->ledger();
  const auto figures = core::figures_of(ledger.metric_buckets(days.from, days.to), by, now);
  const auto behind = ledger.measured({days.from, days.to, {}, kRowsBeside});
  json metrics = json::array();
  for (const auto& known : core::metric_definitions()) {
    const auto goal = core::metric_goal(known, policy.metric_targets);
    auto shown = definition_json(known, goal);
    shown["groups"] = json::array();
    for (const auto& figure : figures) {
      if (figure.code != known.code) continue;
      if (!figure.apart.empty())
        shown[figure.apart].push_back(figure_json(figure, by));
      else if (!figure.group.empty())
        shown["groups"].push_back(figure_json(figure, by));
      else
        shown.update(figure_json(figure, by)), shown["target_met"] = met_json(goal, figure.all);
    }
    if (known.code == "M4") shown["health"] = core::word(core::escalation_health(figures));  // H12
    json cases = json::array();
    for (const auto& row : behind.rows) {
      if (cases.size() >= kCasesBeside) break;
      if (!row.group.apart().empty()) continue;
      if (auto one = behind_json(row, known.code, days.from, days.to, now); !one.is_null())
        cases.push_back(std::move(one));
    }
    shown["cases"] = std::move(cases);
    shown["all_cases"] = more_link(known.code, days);
    metrics.push_back(std::move(shown));
  }
  return json_response(200, {{"from", day_text(days.from)},
                             {"to", day_text(days.to)},
                             {"by", by},
                             {"metrics", std::move(metrics)}});
}

net::Response Api::show_metric_cases(Call& call) {
  only_parameters(call.request, {"from", "to", "cursor"});
  const auto& policy = call.config->policy;
  const auto now = options_.engine->clock().now();
  const auto days = days_of(call.request, now, policy);
  const auto code = call.param("code");
  if (core::metric_definition(code) == nullptr)
    throw BadRequest(404, "no metric " + code, {}, "see GET /v1/metrics");
  ledger::MeasuredQuery query{days.from, days.to, call.request.query_value("cursor").value_or(""),
                              kCasesPerPage};
  json cases = json::array();
  for (int page = 0; page < kPagesPerRequest && cases.size() < kCasesPerPage; ++page) {
    const auto behind = options_.engine->ledger().measured(query);
    if (behind.bad_cursor)
      throw BadRequest(400, "cursor: is none of this list", "/cursor", "take the cursor of the page before");
    for (const auto& row : behind.rows)
      if (auto one = behind_json(row, code, days.from, days.to, now); !one.is_null())
        cases.push_back(std::move(one));
    query.cursor = behind.next_cursor;
    if (query.cursor.empty()) break;
  }
  return json_response(200, {{"code", code},
                             {"from", day_text(days.from)},
                             {"to", day_text(days.to)},
                             {"cases", std::move(cases)},
                             {"next_cursor", query.cursor.empty() ? json(nullptr) : json(query.cursor)}});
}

std::string Api::model_metrics_text() const {
  const auto now = options_.engine->clock().now();
  const auto config = options_.config();
  const auto today = core::organisation_day(now, config->policy);
  const auto figures =
      core::figures_of(options_.engine->ledger().metric_buckets(today - kDaysShown + 1, today), {}, now);
  std::vector<Sample> numerators;
  std::vector<Sample> denominators;
  std::vector<Sample> within;
  std::vector<Sample> quantiles;
  std::vector<Sample> met;
  for (const auto& figure : figures) {
    if (!figure.apart.empty()) continue;
    const auto code = metric_label("code", figure.code);
    numerators.push_back({code, static_cast<double>(figure.all.numerator)});
    denominators.push_back({code, static_cast<double>(figure.all.denominator)});
    if (figure.all.judged > 0)
      within.push_back(
          {code, static_cast<double>(figure.all.within) / static_cast<double>(figure.all.judged)});
    for (const auto& [percent, name] : {std::pair(50, "0.5"), std::pair(90, "0.9")})
      for (const auto& [clock, tally] : {std::pair("calendar", &figure.all), std::pair("business", &figure.staffed)})
        if (const auto value = tally->percentile(percent))
          quantiles.push_back({code + "," + metric_label("clock", clock) + "," + metric_label("quantile", name),
                               static_cast<double>(*value)});
    const auto& known = *core::metric_definition(figure.code);
    const auto reached = met_json(core::metric_goal(known, config->policy.metric_targets), figure.all);
    if (!reached.is_null()) met.push_back({code, reached.get<bool>() ? 1.0 : 0.0});
  }
  return metric_family("baton_metric_numerator", "gauge", "M1-M13 of the last seven days: numerators.",
                       numerators) +
         metric_family("baton_metric_denominator", "gauge", "M1-M13 of the last seven days: denominators.",
                       denominators) +
         metric_family("baton_metric_within_target", "gauge",
                       "M1-M13 of the last seven days: share within target.", within) +
         metric_family("baton_metric_target_met", "gauge",
                       "M1-M13 of the last seven days: 1 where the share reaches its target, else 0.", met) +
         metric_family("baton_metric_value", "gauge",
                       "M1-M13 of the last seven days: median and 90th percentile; durations in seconds, by the "
                       "calendar and in business hours.",
                       quantiles);
}

}  // namespace baton::http
