// SPDX-License-Identifier: MIT
#include "host/core/roster.h"

#include <algorithm>

namespace baton::core {

bool RosterState::present(const AgentId& agent) const {
  const auto found = agents.find(agent);
  return found != agents.end() && found->second.present;
}

void evolve(RosterState& state, const RosterFact& fact, Instant at) {
  const auto& changed = std::get<PresenceChanged>(fact);
  state.agents[changed.agent] = {changed.present, at};
}

std::vector<RosterFact> set_presence(const RosterState& state, const AgentId& agent, bool present, std::string by) {
  if (state.present(agent) == present) return {};
  return {PresenceChanged{agent, present, std::move(by)}};
}

std::vector<Candidate> candidates(const RosterState& state, const Policy& policy, const LaneId& lane,
                                  const std::map<AgentId, Load>& loads, const std::map<AgentId, Instant>& offered) {
  constexpr std::int64_t kUnit = 1000;  // a chat or a work item (capacity.units)
  std::vector<Candidate> result;
  for (const auto& [id, agent] : policy.agents) {
    if (!state.present(id)) continue;
    if (!lane.empty() && !policy.holds_skill(id, lane)) continue;
    Candidate candidate;
    candidate.agent = id;
    candidate.lanes = agent.skills;
    candidate.capacity_milliunits = agent.capacity_milliunits;
    if (const auto load = loads.find(id); load != loads.end())
      candidate.load_milliunits = (load->second.owned_cases + load->second.claimed_items) * kUnit;
    const auto last = offered.find(id);
    candidate.idle_since = last == offered.end() ? state.agents.at(id).since : std::max(last->second, state.agents.at(id).since);
    result.push_back(std::move(candidate));
  }
  return result;
}

}  // namespace baton::core
