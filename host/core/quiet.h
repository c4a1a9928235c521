// SPDX-License-Identifier: MIT
// quiet.h - quiet hours (W8): nothing scheduled or automatic is said at night, in the customer's zone.
#pragma once

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

// The customer's own zone where the address told it, else the organisation's.
const Zone& zone_of(const CustomerState& state, const Policy& policy);
// From the country code of a phone number (digits only): the zone of a country that has one; empty: not known.
std::string zone_of_phone(const Policy& policy, std::string_view digits);

Instant quiet_until(const Zone& zone, const Policy& policy, Instant at);  // 0 = `at` is in no quiet hours
Instant quiet_since(const Zone& zone, const Policy& policy, Instant at);  // their beginning; 0 = in none

// Exempt: work type 3, and a customer who wrote within the hour.
bool may_disturb(const CustomerState& state, const Case& c, Instant now);

// When what is planned for `at` is said: then, or after the quiet hours, or, where it must be said before `last`, in
// the half hour before they begin; where that is past, after them, by another way. `last` 0: it can wait.
Instant outside_quiet(const Zone& zone, const Policy& policy, Instant at, Instant last, Instant now);

}  // namespace baton::core
