// SPDX-License-Identifier: MIT
// times.h - times in requests: RFC 3339 in UTC ("2026-11-24T10:00:00Z"), or milliseconds since 1970.
#pragma once

#include <optional>
#include <string>

#include "host/core/time.h"
#include "host/http/body.h"

namespace baton::http {

std::optional<core::Instant> parse_time(const std::string& text);
core::Instant time_field(Body& body, const char* name);  // throws BadRequest 422

}  // namespace baton::http
