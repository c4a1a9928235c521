// SPDX-License-Identifier: MIT
// keeping.h - when the time of what is kept is over (P1-P3). Facts have none (P5).
#pragma once

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

// The same day and time so many months later; the last day of a month that is shorter.
Instant months_after(Instant at, std::int64_t months);

Instant content_ends(const Case& c, const Policy& policy);  // 0 = it is not closed, or has none any more
Instant media_ends(const KeptMedia& kept, const Policy& policy);

}  // namespace baton::core
