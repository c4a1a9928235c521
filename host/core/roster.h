// SPDX-License-Identifier: MIT
// roster.h - who is there. A stream of its own, since agents span customers: a decision about a customer never reads
// it, it asks (AskCandidates), and the answer is a recorded input.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "host/core/inputs.h"
#include "host/core/policy.h"

namespace baton::core {

struct PresenceChanged {
  AgentId agent;
  bool present = false;
  std::string by;
  BATON_RECORD("PresenceChanged", 1, agent, present, by)
};
using RosterFact = std::variant<PresenceChanged>;

struct RosterState {
  struct Presence {
    bool present = false;
    Instant since;
    BATON_FIELDS(present, since)
  };
  std::map<AgentId, Presence> agents;
  BATON_FIELDS(agents)
  bool present(const AgentId& agent) const;
};

void evolve(RosterState& state, const RosterFact& fact, Instant at);
std::vector<RosterFact> set_presence(const RosterState& state, const AgentId& agent, bool present, std::string by);

struct Load {
  std::int64_t owned_cases = 0;
  std::int64_t claimed_items = 0;
};

// R5: present agents who hold the lane's skill (every lane when `lane` is empty), with what they carry. `offered` is
// when each was last offered something.
std::vector<Candidate> candidates(const RosterState& state, const Policy& policy, const LaneId& lane,
                                  const std::map<AgentId, Load>& loads, const std::map<AgentId, Instant>& offered);

}  // namespace baton::core
