// SPDX-License-Identifier: MIT
// What the customer wants, in one line of their own words.
#pragma once

#include <cstdint>
#include <string>

#include "conversation.h"

namespace baton::brief {

struct Intent {
  std::string text;  // empty: no word of the customer
  std::uint64_t sequence = 0;
};

Intent find_intent(const Conversation& conversation, std::size_t chars_max);

}  // namespace baton::brief
