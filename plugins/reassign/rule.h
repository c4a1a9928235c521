// SPDX-License-Identifier: MIT
// Model B (O3): the specialist becomes owner of the conversation, with the full context, and answers directly. Pure:
// the
// same view gives the same proposal every time.
#pragma once

#include <baton/plain_case.hpp>
#include <cstdint>
#include <string>

namespace baton::reassign {

using View = sdk::PlainCase;
using Trigger = sdk::PlainTrigger;

struct Settings {
  std::string general_lane = "general";
};

enum class Action { keep, lane, agent };

struct Proposal {
  Action action = Action::keep;
  std::uint64_t revision = 0;
  std::string lane;      // of the agent as well, where one is named
  std::string agent_id;
  std::string reason;
};

// Never names an agent who is no candidate with that lane's skill, nor a lane that is not in the view.
Proposal propose(const View& view, const Settings& settings);

}  // namespace baton::reassign
