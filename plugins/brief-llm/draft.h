// SPDX-License-Identifier: MIT
// A brief as the model wrote it: of the right shape, and not yet believed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace baton::brief_llm {

struct Item {
  std::string label;  // of details
  std::string text;
  std::uint64_t source = 0;
};

struct Draft {
  std::string language;
  Item intent;
  std::string status;
  std::string reason;
  std::string next_action;
  std::string decision_needed;
  std::vector<Item> details;
  std::vector<Item> steps;
};

}  // namespace baton::brief_llm
