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
  state.agents[changed.agent] = {changed.present, at, changed.by};
}

WithoutSign without_sign(const RosterState& state, const Policy& policy, const std::map<AgentId, Instant>& signs,
                         Instant started, Instant now) {
  WithoutSign result;
  if (policy.away_after_ms == 0) return result;
  for (const auto& [agent, presence] : state.agents) {
    if (!presence.present) continue;
    const auto sign = signs.find(agent);
    auto last = std::max(presence.since, started);
    if (sign != signs.end()) last = std::max(last, sign->second);
    const auto until = last + policy.away_after_ms;
    if (until <= now) result.agents.push_back(agent);
    else if (!result.next || until < *result.next) result.next = until;
  }
  return result;
}

std::vector<RosterFact> set_presence(const RosterState& state, const AgentId& agent, bool present, std::string by) {
  if (state.present(agent) == present) return {};
  return {PresenceChanged{agent, present, std::move(by)}};
}

}  // namespace baton::core
