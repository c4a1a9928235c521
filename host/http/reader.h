// SPDX-License-Identifier: MIT
// reader.h - who reads, as far as it matters to what is shown: a restricted lane keeps its notes to itself (R3).
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "host/core/policy.h"
#include "host/core/state.h"
#include "host/http/access.h"

namespace baton::http {

class Reader {
 public:
  explicit Reader(const Caller& caller);
  static Reader of_everything() { return Reader(); }  // whoever has the store itself

  // Who holds the skill, leads the lane, is an admin, or is a program whose token names the lane.
  bool may_read(const core::Policy& policy, const core::LaneId& lane) const;

 private:
  Reader() : all_(true) {}

  core::AgentId agent_;
  std::vector<core::LaneId> lanes_;
  bool all_ = false;
};

// What stands in the place of words that are not shown.
nlohmann::json withheld_json(const core::LaneId& lane);

// The brief without the parts that were written in lanes this reader does not read, and whose lanes they are.
struct ReadableBrief {
  core::Brief brief;
  std::vector<core::LaneId> withheld;
};
ReadableBrief readable(const core::Policy& policy, const core::Case& c, const Reader& reader);

}  // namespace baton::http
