// SPDX-License-Identifier: MIT
// access.h - who asks: bearer tokens with roles. Tokens are kept as hashes only and never logged.
#pragma once

#include <string>

#include "host/net/message.h"
#include "host/policy/config.h"

namespace baton::http {

struct Caller {
  const policy::Token* token = nullptr;
  core::AgentId agent;  // the token's own, or the one a service acts for
  std::string actor;    // for the history: "agent:ana", "bot:helper", "service:desk as agent:ana"

  policy::TokenRole role() const { return token->role; }
  bool leads() const { return role() == policy::TokenRole::lead || role() == policy::TokenRole::admin; }
  bool is_bot() const { return !token->bot.empty() && agent.empty(); }
};

// Throws BadRequest 401 or 403.
Caller caller_of(const net::Request& request, const policy::AccessConfig& access, const core::Policy& policy);
// Throws BadRequest 403 unless the caller is a person, or acts for one.
const core::AgentId& person(const Caller& caller);
void require_lead(const Caller& caller);
void require_admin(const Caller& caller);

std::string sha256_hex(std::string_view text);

}  // namespace baton::http
