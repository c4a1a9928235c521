// SPDX-License-Identifier: MIT
// when_words.h - an instant as a customer is told it (R8): the time of their day, with the weekday where it is another.
#pragma once

#include <string>

#include "host/core/zone.h"

namespace baton::policy {

// "14:30"; "Tuesday 09:00" within a week; "2026-12-07 09:00" after it. `said` is when it is told.
std::string when_words(const core::Zone& zone, core::Instant when, core::Instant said, const std::string& language);

}  // namespace baton::policy
