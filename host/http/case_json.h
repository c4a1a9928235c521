// SPDX-License-Identifier: MIT
// case_json.h - a case and its parts as the API shows them.
#pragma once

#include <nlohmann/json.hpp>

#include "host/engine/customer_view.h"
#include "host/http/reader.h"
#include "host/ledger/ledger.h"

namespace baton::http {

nlohmann::json customer_json(const engine::CustomerView& customer);
nlohmann::json case_json(const engine::CustomerView& customer, const core::Case& c, const Reader& reader);
nlohmann::json case_row_json(const ledger::CaseRow& row);
nlohmann::json messages_json(const engine::CustomerView& customer, const core::Case& c, const Reader& reader);
// null: none yet
nlohmann::json brief_json(const engine::CustomerView& customer, const core::Case& c, const Reader& reader);
nlohmann::json work_json(const engine::CustomerView& customer, const core::Item& item, const Reader& reader);
nlohmann::json quarantine_json(const engine::CustomerView& customer, const core::Case& c);
nlohmann::json work_row_json(const ledger::WorkRow& row, std::int64_t overtaken);
nlohmann::json time_json(core::Instant at);  // RFC 3339 in UTC, or null

}  // namespace baton::http
