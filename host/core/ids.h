// SPDX-License-Identifier: MIT
// ids.h - strong ids. A customer's id is the beginning of the ids of everything that belongs to the customer, so any
// of them finds its strand without an index: customer "k7f3", case "k7f3-c1", work item "k7f3-w2", message "k7f3-m9".
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace baton::core {

template <class Tag>
struct Id {
  std::string value;
  auto operator<=>(const Id&) const = default;
  bool empty() const { return value.empty(); }
};

using CustomerId = Id<struct CustomerTag>;
using CaseId = Id<struct CaseTag>;
using HandId = Id<struct HandTag>;
using ThreadId = Id<struct ThreadTag>;
using MessageId = Id<struct MessageTag>;
using WorkId = Id<struct WorkTag>;  // work items and conversation seats: what can be offered and accepted
using AgentId = Id<struct AgentTag>;
using BotId = Id<struct BotTag>;
using LaneId = Id<struct LaneTag>;
using ConnectorId = Id<struct ConnectorTag>;

// "k7f3-c1" -> "k7f3"; empty when there is no '-', and for what names no customer: the streams of the host's own
// ("roster", "channel:wa") are out of reach of ids that come from outside.
inline CustomerId customer_of(std::string_view id) {
  const auto dash = id.rfind('-');
  const auto name = dash == std::string_view::npos ? std::string_view{} : id.substr(0, dash);
  constexpr std::string_view kLetters = "0123456789abcdefghijklmnopqrstuvwxyz";
  if (!name.starts_with('k') || name.find_first_not_of(kLetters) != std::string_view::npos) return {};
  return {std::string(name)};
}

template <class Tag>
Id<Tag> numbered(const CustomerId& customer, char letter, unsigned long number) {
  return Id<Tag>{customer.value + '-' + letter + std::to_string(number)};
}

}  // namespace baton::core
