// SPDX-License-Identifier: MIT
#include "host/core/pair_rate.h"

#include <algorithm>

namespace baton::core {
namespace {

constexpr Millis kKept = 10 * kMinute;     // WhatsApp's burst of 45 at one per 6 s is paid back within 4.5 minutes
constexpr std::size_t kKeptCount = 256;

}  // namespace

void count_pair(Thread& thread, Instant now) {
  auto& sent = thread.pair_sent;
  std::erase_if(sent, [&](Instant at) { return now - at > kKept; });
  if (sent.size() >= kKeptCount) sent.erase(sent.begin());
  sent.push_back(now);
}

Instant pair_free_at(const Thread& thread, const ChannelRules& channel, Instant now) {
  const auto blocked = std::max(thread.pair_blocked_until, Instant{});
  if (channel.pair_burst == 0 || channel.pair_refill_ms == 0) return std::max(blocked, now);
  // How much silence is owed, in milliseconds: every send adds one refill, time takes it off again.
  Millis owed = 0;
  Instant last = now;
  for (const auto at : thread.pair_sent) {
    if (owed > 0) owed = std::max<Millis>(0, owed - (at - last));
    owed += channel.pair_refill_ms;
    last = at;
  }
  if (!thread.pair_sent.empty()) owed = std::max<Millis>(0, owed - (now - last));
  const Millis room = channel.pair_burst * channel.pair_refill_ms;
  const Millis over = owed + channel.pair_refill_ms - room;
  return std::max(blocked, over > 0 ? now + over : now);
}

}  // namespace baton::core
