// SPDX-License-Identifier: MIT
// translate_inbound.h - a connector's events -> inputs of the core, with the words beside them. What concerns no
// customer (templates, the account, groups) comes out as notices of the channel.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <baton/baton.h>

#include "host/core/inputs.h"

namespace baton::plugin {

struct ChannelNews {  // for the channel's own stream
  enum class What { templates = 1, account, group, other };
  What what = What::other;
  std::string account;
  std::string text;          // what happened, by name
  std::string reason;        // why no more is made of it, where the plugin says so; for the log
  std::string account_state; // "normal", "restricted", "blocked", "notice"
  std::int64_t occurred_ms = 0;
};

struct InboundEvent {
  std::string source_event_id;  // the key for duplicates
  std::variant<core::Input, ChannelNews> what;
};

// `received` is the host's clock. Borrows nothing from the event.
InboundEvent translate(const baton_event_t& event, const core::ConnectorId& connector, core::Instant received);

}  // namespace baton::plugin
