// SPDX-License-Identifier: MIT
// What was attempted before the handoff, from the turns of bots and agents and the notes between them (B1).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "conversation.h"

namespace baton::brief {

enum class StepKind { told, asked, noted, answered };

struct Step {
  StepKind kind = StepKind::told;
  std::string text;  // without prefix, one line, full length
  std::uint64_t sequence = 0;
};

// In order of the conversation. Small talk is no step; the same step said again is kept once, at its first
// place.
std::vector<Step> find_steps(const Conversation& conversation);

}  // namespace baton::brief
