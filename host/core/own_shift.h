// SPDX-License-Identifier: MIT
// own_shift.h - the shift of one person (O7). To a lane, slots that meet are two shifts: somebody else comes. To who
// works them they are one: a night, say, which a configuration writes as the end of a day and the beginning of the
// next.
#pragma once

#include "host/core/hours.h"

namespace baton::core {

// When the shift that `at` is in ends. 0: `at` is in none, or it has no end.
Instant own_shift_end(const Hours& hours, Instant at);

}  // namespace baton::core
