// SPDX-License-Identifier: MIT
// Model C (O4): the desk owns the case end to end, sends items to several pods in parallel and writes the updates; pods
// never write to the customer. Pure: the same view gives the same proposal every time.
#pragma once

#include <baton/plain_case.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace baton::control_tower {

using View = sdk::PlainCase;
using Trigger = sdk::PlainTrigger;

inline constexpr const char* kDeskOwner = "lead:desk";
inline constexpr const char* kDeskLane = "desk";

struct Settings {
  std::string general_lane = "general";
  std::map<std::string, std::vector<std::string>> beside;  // lane -> lanes that are asked with it
  std::uint32_t update_every_min = 0;                      // 0 = as the host is configured
};

enum class Action { keep, lane, agent, desk };

struct ProposedWork {
  std::string lane;
  std::string agent_id;  // empty: whoever the lane routes it to
  std::string question;
};

struct Proposal {
  Action action = Action::keep;
  std::uint64_t revision = 0;
  std::string lane;
  std::string agent_id;  // a member of the desk
  std::string reason;
  std::vector<ProposedWork> work;
  std::uint32_t update_every_ms = 0;
};

// Never names an agent who is no candidate, a lane that is not in the view, or the same work twice.
Proposal propose(const View& view, const Settings& settings);

}  // namespace baton::control_tower
