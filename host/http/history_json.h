// SPDX-License-Identifier: MIT
// history_json.h - a case's events with actor, cause and rule code (C7), and the reasons behind its decisions (I9).
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "host/engine/customer_view.h"
#include "host/http/reader.h"
#include "host/ledger/ledger.h"

namespace baton::http {

// One customer's history, all of it, in order.
std::vector<ledger::StoredFact> whole_history(ledger::Histories& ledger, const std::string& stream);

// Whether a fact is about this case, or about the customer as a whole.
bool about_case(const core::CustomerState& state, const core::Case& c, const nlohmann::json& fact);

nlohmann::json event_json(const ledger::StoredFact& row, nlohmann::json fact);

// Why the case stands where it stands: owner, status, signals with their text and weight, the rule that won, runners-up,
// strategies' answers, briefs, gates.
nlohmann::json explain_json(const engine::CustomerView& customer, const core::Case& c,
                            const std::vector<ledger::StoredFact>& history, const Reader& reader);

// R3: what was written in a lane that this reader does not read, without what it says.
nlohmann::json shown_fact(const engine::CustomerView& customer, const std::string& name, nlohmann::json fact,
                          const Reader& reader);

}  // namespace baton::http
