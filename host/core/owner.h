// SPDX-License-Identifier: MIT
// owner.h - who says the next word to the customer (C2). One of them is always named; there is no empty owner.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "host/core/ids.h"

namespace baton::core {

struct BotOwner {
  BotId id;
  bool operator==(const BotOwner&) const = default;
};
struct AgentOwner {
  AgentId id;
  bool operator==(const AgentOwner&) const = default;
};
struct LeadOwner {  // the office, not the person on duty: the rota's turn is no change of owner
  LaneId lane;      // "desk" for the escalation desk
  bool operator==(const LeadOwner&) const = default;
};
using Owner = std::variant<LeadOwner, AgentOwner, BotOwner>;

std::string to_string(const Owner& owner);                  // "bot:ID", "agent:ID", "lead:LANE"
std::optional<Owner> owner_from_string(std::string_view text);

inline bool is_bot(const Owner& owner) { return std::holds_alternative<BotOwner>(owner); }
inline bool is_agent(const Owner& owner, const AgentId& id) {
  const auto* agent = std::get_if<AgentOwner>(&owner);
  return agent != nullptr && agent->id == id;
}

}  // namespace baton::core
