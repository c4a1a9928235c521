// SPDX-License-Identifier: MIT
#include "host/http/metrics_json.h"

#include <chrono>

#include "host/core/metrics.h"

namespace baton::http {
namespace {

using nlohmann::json;

json share(std::int64_t numerator, std::int64_t denominator) {
  return denominator == 0 ? json(nullptr)
                          : json(static_cast<double>(numerator) / static_cast<double>(denominator));
}

json number(const std::optional<std::int64_t>& value) { return value ? json(*value) : json(nullptr); }

json tally_json(const core::MetricTally& tally) {
  return {{"n", tally.n()},
          {"count", tally.count},
          {"numerator", tally.numerator},
          {"denominator", tally.denominator},
          {"share", share(tally.numerator, tally.denominator)},
          {"median", number(tally.percentile(50))},
          {"p90", number(tally.percentile(90))},
          {"within_target",
           {{"numerator", tally.within},
            {"denominator", tally.judged},
            {"share", share(tally.within, tally.judged)}}}};
}

int digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::string day_text(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  auto text = [](int value, std::size_t width) {
    auto digits = std::to_string(value);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
  };
  return text(static_cast<int>(date.year()), 4) + "-" +
         text(static_cast<int>(static_cast<unsigned>(date.month())), 2) + "-" +
         text(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

std::optional<std::int64_t> day_from_text(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  const int day = digits(text.substr(8, 2));
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

json figure_json(const core::MetricFigure& figure, const std::vector<std::string>& by) {
  auto made = tally_json(figure.all);
  const auto* known = core::metric_definition(figure.code);
  if (known != nullptr && known->duration) made["business_hours"] = tally_json(figure.staffed);
  if (!figure.group.empty()) {
    json group = json::object();
    for (std::size_t i = 0; i < by.size() && i < figure.group.size(); ++i) group[by[i]] = figure.group[i];
    made["group"] = std::move(group);
  }
  json splits = json::object();
  for (const auto& [name, tally] : figure.splits) splits[name] = tally_json(tally);
  if (!splits.empty()) made["splits"] = std::move(splits);
  return made;
}

json goal_json(const core::MetricGoal& goal) {
  json made = json::object();
  if (goal.at_least_percent >= 0) made["at_least_percent"] = goal.at_least_percent;
  if (goal.at_most_percent >= 0) made["at_most_percent"] = goal.at_most_percent;
  if (goal.within_ms >= 0) made["within_s"] = goal.within_ms / core::kSecond;
  return made;
}

json met_json(const core::MetricGoal& goal, const core::MetricTally& all) {
  const bool share = goal.at_least_percent >= 0 || goal.at_most_percent >= 0;
  if (!share || all.denominator == 0) return nullptr;
  const auto reached = all.numerator * 100;
  const bool enough = goal.at_least_percent < 0 || reached >= goal.at_least_percent * all.denominator;
  const bool not_too_much = goal.at_most_percent < 0 || reached <= goal.at_most_percent * all.denominator;
  return enough && not_too_much;
}

json behind_json(const ledger::MeasuredRow& row, std::string_view code, std::int64_t from_day,
                 std::int64_t to_day, core::Instant now) {
  const auto samples = ledger::samples_from_text(row.samples);
  const auto* known = core::metric_definition(code);
  if (!samples || known == nullptr) return nullptr;
  json made = nullptr;
  for (const auto& sample : *samples) {
    const bool in_days = known->live || (sample.day >= from_day && sample.day <= to_day);
    if (!in_days || sample.counts_from > now) continue;
    const bool staffed = !made.is_null() && sample.code == std::string(code) + std::string(core::kStaffedReading);
    if (staffed && sample.value != core::kNoValue) made["business_hours_value"] = sample.value;
    if (sample.code != code) continue;
    if (made.is_null())
      made = {{"case", row.case_id}, {"numerator", 0},          {"denominator", 0},
              {"value", nullptr},    {"splits", json::array()}, {"lane", row.group.lane}};
    made["numerator"] = made["numerator"].get<std::int64_t>() + sample.numerator;
    made["denominator"] = made["denominator"].get<std::int64_t>() + sample.denominator;
    if (sample.value != core::kNoValue) made["value"] = sample.value;
    if (!sample.split.empty()) made["splits"].push_back(sample.split);
  }
  return made;
}

}  // namespace baton::http
