// SPDX-License-Identifier: MIT
// roster.h - who is there. A stream of its own, since agents span customers: a decision about a customer never reads
// it, it asks (AskCandidates), and the answer is a recorded input (dispatch.h chooses it).
#pragma once

#include <map>
#include <optional>
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
    std::string by = {};
    BATON_FIELDS(present, since, by)
  };
  std::map<AgentId, Presence> agents;
  BATON_FIELDS(agents)
  bool present(const AgentId& agent) const;
};

void evolve(RosterState& state, const RosterFact& fact, Instant at);
// Who said that an agent is away of whom nothing was heard: the next sign brings them back (O7).
inline constexpr std::string_view kNoSign = "host:no_sign";

// Present agents without a sign for longer than the policy gives them, and when the next of them would be.
struct WithoutSign {
  std::vector<AgentId> agents;
  std::optional<Instant> next;
};
WithoutSign without_sign(const RosterState& state, const Policy& policy, const std::map<AgentId, Instant>& signs,
                         Instant started, Instant now);

std::vector<RosterFact> set_presence(const RosterState& state, const AgentId& agent, bool present, std::string by);

}  // namespace baton::core
