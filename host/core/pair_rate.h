// SPDX-License-Identifier: MIT
// pair_rate.h - the limit between one business number and one customer: a burst that must be paid back by silence.
#pragma once

#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

// Counts one message sent now. The paying back is worked out on reading, so the count needs no policy.
void count_pair(Thread& thread, Instant now);
// When the next message may go; <= now when it may go at once.
Instant pair_free_at(const Thread& thread, const ChannelRules& channel, Instant now);

}  // namespace baton::core
