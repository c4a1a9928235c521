// SPDX-License-Identifier: MIT
// promised.h - a time named in words becomes an instant (G13): on the customer's clock, who reads it.
#pragma once

#include "host/core/hours.h"
#include "host/core/text_matcher.h"

namespace baton::core {

// 0 = it names no time that is still to come.
Instant promised_at(const PromisedTime& named, const Hours& hours, const Zone& zone, Instant now);

}  // namespace baton::core
