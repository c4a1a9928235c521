// SPDX-License-Identifier: MIT
// figures.h - the figures M1-M13 of a life that was lived in a World.
#pragma once

#include "host/core/evolve.h"
#include "host/core/metric_sums.h"
#include "host/core/testing/world.h"

namespace baton::core::testing {

// What a history is measured as, folded fact by fact as a store is.
inline Measures measured(const World& w) {
  Measures measures;
  CustomerState state;
  state.id = w.state.id;
  for (std::size_t i = 0; i < w.history.size(); ++i) {
    const auto& [at, ruled] = w.history[i];
    evolve(state, ruled.fact, at);
    measure(measures, state, w.policy, ruled, at);
    if (i + 1 == w.history.size() || w.history[i + 1].first != at) measure_state(measures, state, w.policy);
  }
  return measures;
}

inline std::vector<MetricBucket> buckets(const World& w) {
  std::vector<MetricBucket> all;
  for (const auto& [id, c] : measured(w).cases)
    for (const auto& sample : samples_of(c, w.policy))
      all.push_back(bucket_of(metric_group(c, w.state), sample));
  return all;
}

inline MetricFigure figure(const World& w, std::string_view code) {
  for (auto& one : figures_of(buckets(w), {}, w.now))
    if (one.code == code && one.apart.empty()) return one;
  ADD_FAILURE() << "no figure " << code;
  return {};
}

inline std::string shares(const World& w, std::string_view code) {
  const auto all = figure(w, code).all;
  return std::to_string(all.numerator) + "/" + std::to_string(all.denominator);
}

inline CaseId solved(World& w, const std::string& agent = "ana") {
  const auto id = w.owned_case(agent);
  w.resolves(id, "agent:" + agent);
  return id;
}

}  // namespace baton::core::testing
