// SPDX-License-Identifier: MIT
// channel_policy.cpp - see channel_policy.h.
#include "host/plugin/channel_policy.h"

#include "host/plugin/str.h"

namespace baton::plugin {

ChannelPolicy copy_policy(const baton_channel_policy_t& from) {
  const auto has = [&](std::uint32_t flag) { return (from.flags & flag) != 0; };
  ChannelPolicy policy;
  policy.channel = text_of(from.channel);
  policy.templates = has(BATON_CHANNEL_TEMPLATES);
  policy.buttons = has(BATON_CHANNEL_BUTTONS);
  policy.lists = has(BATON_CHANNEL_LISTS);
  policy.typing = has(BATON_CHANNEL_TYPING);
  policy.read_marks = has(BATON_CHANNEL_READ);
  policy.quotes = has(BATON_CHANNEL_QUOTES);
  policy.calls = has(BATON_CHANNEL_CALLS);
  policy.window_ms = from.window_ms;
  policy.text_max_chars = from.text_max_chars;
  policy.button_max_count = from.button_max_count;
  policy.button_title_max_chars = from.button_title_max_chars;
  policy.list_row_max_count = from.list_row_max_count;
  policy.pair_burst = from.pair_burst;
  policy.pair_refill_ms = from.pair_refill_ms;
  policy.sends_per_second = from.sends_per_second;
  for (std::uint32_t i = 0; i < from.media_limit_count; ++i)
    policy.media_limits.push_back({text_of(from.media_limits[i].media_type), from.media_limits[i].max_bytes});
  return policy;
}

}  // namespace baton::plugin
