// SPDX-License-Identifier: MIT
// answers.h - what work owners gave back on a case, and where two of them cannot both be right (O4, G4).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

struct GivenAnswer {
  const Item* item = nullptr;
  const Answer* answer = nullptr;
};

struct Conflict {
  GivenAnswer one;
  GivenAnswer other;
};

// Of one case, in the order they were given; those that were overruled are among them.
std::vector<GivenAnswer> answers_of(const CustomerState& state, const CaseId& id);
std::optional<GivenAnswer> answer_named(const CustomerState& state, const CaseId& id, const std::string& answer);
// Pairs of which neither was overruled: one says so of the other, or both answer the same question with another
// verdict.
std::vector<Conflict> conflicts_of(const CustomerState& state, const CaseId& id);
// Why a word that cites these may not be said yet, or never; empty: nothing stands against it.
std::string contradicted(const CustomerState& state, const CaseId& id, const std::vector<std::string>& cites);
bool cites_overruled(const CustomerState& state, const CaseId& id, const std::vector<std::string>& cites);

// Who decides between the two (O4): the lane of higher authority, or empty where both stand equal.
LaneId higher_authority(const Policy& policy, const Conflict& conflict);
// The office that decides where nobody stands higher: the desk, or first line where there is none.
LaneId deciding_office(const Policy& policy);

}  // namespace baton::core
