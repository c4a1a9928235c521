// SPDX-License-Identifier: MIT
// signal_text.h - text as the phrases of triage see it: folded words with one blank around each, a sentence's end as
// " . ", contractions closed up ("can't" is "cant"). Keeps where each byte came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::policy {

struct SignalText {
  std::string text;                   // " i want to cancel . now "
  std::vector<std::uint32_t> origin;  // byte of the source for each byte of `text`, and one more for its end
};

SignalText signal_text(std::string_view source);

}  // namespace baton::policy
