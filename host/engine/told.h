// SPDX-License-Identifier: MIT
// told.h - what a decision says about a case in the few words that two tellings are compared by: owner, lane,
// status, handoff, work, gate, send. Ids that are counted are not part of it.
#pragma once

#include <string>
#include <vector>

#include "host/core/state.h"
#include "host/engine/retelling.h"

namespace baton::engine {

struct Said {
  core::CaseId case_id;
  std::string what;
  std::string value;
  auto operator<=>(const Said&) const = default;
};

// REQUIRES: `state` has taken the fact.
std::vector<Said> told_by(const core::CustomerState& state, const core::Fact& fact);

// Both tellings of one case, as far as they have not been found to agree.
class Told {
 public:
  void was(core::Instant at, const Said& said) { add(was_, at, said); }
  void would(core::Instant at, const Said& said) { add(would_, at, said); }
  bool agree() const { return was_ == would_; }
  core::Instant since() const { return since_; }
  std::vector<ToldDifference> differences() const;
  void clear() { *this = {}; }

 private:
  void add(std::vector<std::pair<std::string, std::string>>& to, core::Instant at, const Said& said);

  std::vector<std::pair<std::string, std::string>> was_, would_;  // in order of `what`, then as they came
  core::Instant since_;
};

}  // namespace baton::engine
