// SPDX-License-Identifier: MIT
// Identifiers and key details of a conversation, each with the customer's message it stands in (B1).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "conversation.h"

namespace baton::brief {

struct Item {
  std::string label;
  std::string value;
  std::uint64_t sequence = 0;
  int weight = 0;  // more is kept first when room is short
};

struct DetailOptions {
  Language language = Language::unknown;  // of the brief: labels that are not the question's own words
  std::vector<std::string>
      withheld_labels;  // details asked for by one of these words are left out and counted
};

struct Details {
  std::vector<Item> items;  // in order of the conversation, without duplicates, corrected
  std::size_t withheld_count = 0;
};

Details find_details(const Conversation& conversation, const DetailOptions& options);

}  // namespace baton::brief
