// SPDX-License-Identifier: MIT
#include "host/core/owner.h"

namespace baton::core {

std::string to_string(const Owner& owner) {
  struct Name {
    std::string operator()(const LeadOwner& lead) const { return "lead:" + lead.lane.value; }
    std::string operator()(const AgentOwner& agent) const { return "agent:" + agent.id.value; }
    std::string operator()(const BotOwner& bot) const { return "bot:" + bot.id.value; }
  };
  return std::visit(Name{}, owner);
}

std::optional<Owner> owner_from_string(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon + 1 == text.size()) return std::nullopt;
  const auto kind = text.substr(0, colon);
  std::string id(text.substr(colon + 1));
  if (kind == "lead") return LeadOwner{LaneId{std::move(id)}};
  if (kind == "agent") return AgentOwner{AgentId{std::move(id)}};
  if (kind == "bot") return BotOwner{BotId{std::move(id)}};
  return std::nullopt;
}

}  // namespace baton::core
