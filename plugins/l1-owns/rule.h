// SPDX-License-Identifier: MIT
// Model A (O2): L1 keeps the conversation, the specialist gets a work item. Pure: no clock, no I/O, no record of the
// ABI, so the same view gives the same proposal every time and the rule can be tested without a host.
#pragma once

#include <baton/plain_case.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace baton::l1_owns {

using sdk::kQuestionMaxBytes;
using View = sdk::PlainCase;
using Trigger = sdk::PlainTrigger;
using Candidate = sdk::PlainCandidate;
using WorkItem = sdk::PlainWork;

struct Settings {
  std::string general_lane = "general";
  std::uint32_t update_every_min = 0;  // 0 = as the host is configured
};

enum class Action { keep, lane, agent };

struct ProposedWork {
  std::string lane;
  std::string agent_id;  // empty: whoever the lane routes it to
  std::string question;
};

struct Proposal {
  Action action = Action::keep;
  std::uint64_t revision = 0;
  std::string lane;
  std::string agent_id;
  std::string reason;
  std::vector<ProposedWork> work;
  std::uint32_t update_every_ms = 0;
};

// Never names an agent who is no candidate, a lane that is not in the view, or more than one work item.
Proposal propose(const View& view, const Settings& settings);

}  // namespace baton::l1_owns
