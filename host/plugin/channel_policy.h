// SPDX-License-Identifier: MIT
// channel_policy.h - what a connector declares about its channel (W1), copied out of the plugin once, at start.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <baton/ext/channel.h>

namespace baton::plugin {

inline constexpr std::size_t kMediaLimitMaxCount = 256;

struct MediaLimit {
  std::string media_type;  // exact, or a prefix such as "image/"
  std::uint64_t max_bytes = 0;
};

struct ChannelPolicy {
  std::string channel;
  bool templates = false, buttons = false, lists = false, typing = false, read_marks = false;
  bool quotes = false, calls = false;
  std::int64_t window_ms = 0;  // 0: no window
  std::uint32_t text_max_chars = 0;
  std::uint32_t button_max_count = 0;
  std::uint32_t button_title_max_chars = 0;
  std::uint32_t list_row_max_count = 0;
  std::uint32_t pair_burst = 0;
  std::uint32_t pair_refill_ms = 0;
  std::uint32_t sends_per_second = 0;
  std::vector<MediaLimit> media_limits;
};

// REQUIRES: the record has been checked (check_records.h).
ChannelPolicy copy_policy(const baton_channel_policy_t& policy);

}  // namespace baton::plugin
