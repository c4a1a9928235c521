// SPDX-License-Identifier: MIT
// metrics_json.h - figures M1-M13 and the cases behind them, as the API shows them.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "host/core/metric_sums.h"
#include "host/ledger/measured_row.h"

namespace baton::http {

std::string day_text(std::int64_t day);  // "2026-11-24"
std::optional<std::int64_t> day_from_text(std::string_view text);

// One figure with n, median, 90th percentile, share and share within target; of a duration the same beside it in
// business hours. `by` names what its group is made of.
nlohmann::json figure_json(const core::MetricFigure& figure, const std::vector<std::string>& by);

// What a figure is held against in numbers; and whether it was reached: null where nothing is, or nothing happened.
nlohmann::json goal_json(const core::MetricGoal& goal);
nlohmann::json met_json(const core::MetricGoal& goal, const core::MetricTally& all);

// What the row gives to one figure on these days as things stand now; null = nothing.
nlohmann::json behind_json(const ledger::MeasuredRow& row, std::string_view code, std::int64_t from_day,
                           std::int64_t to_day, core::Instant now);

}  // namespace baton::http
