// SPDX-License-Identifier: MIT
#include "host/core/policy.h"

#include <algorithm>

namespace baton::core {

const BotId* Policy::bot_for(const ConnectorId& connector, const std::string& account) const {
  for (const auto& [id, bot] : bots) {
    const auto served = bot.threads.find(connector);
    if (served == bot.threads.end()) continue;
    const auto& accounts = served->second;
    if (accounts.empty() || std::find(accounts.begin(), accounts.end(), account) != accounts.end()) return &bot.id;
  }
  return nullptr;
}

bool Policy::holds_skill(const AgentId& agent, const LaneId& lane) const {
  const auto found = agents.find(agent);
  if (found == agents.end()) return false;
  const auto& skills = found->second.skills;
  return std::find(skills.begin(), skills.end(), lane) != skills.end();
}

bool Policy::may_write_for(const AgentId& agent, const LaneId& office) const {
  const auto found = lanes.find(office);
  if (found == lanes.end()) return false;
  const auto& leads = found->second.leads;
  return std::find(leads.begin(), leads.end(), agent) != leads.end();
}

}  // namespace baton::core
