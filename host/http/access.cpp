// SPDX-License-Identifier: MIT
#include "host/http/access.h"

#include <array>
#include <openssl/evp.h>

#include "host/http/problem.h"

namespace baton::http {

std::string sha256_hex(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex.push_back(kHex[digest[i] >> 4]);
    hex.push_back(kHex[digest[i] & 15]);
  }
  return hex;
}

Caller caller_of(const net::Request& request, const policy::AccessConfig& access, const core::Policy& policy) {
  constexpr std::string_view kBearer = "bearer ";
  const auto header = request.header("authorization");
  if (header.size() <= kBearer.size() || net::to_lower(header.substr(0, kBearer.size())) != kBearer)
    throw BadRequest(401, "a bearer token is required", {}, "send `Authorization: Bearer TOKEN`");
  Caller caller;
  caller.token = access.find(sha256_hex(header.substr(kBearer.size())));
  if (caller.token == nullptr) throw BadRequest(401, "the token is not known", {}, "see `access.tokens` of the configuration");
  caller.agent = caller.token->agent;
  caller.actor = !caller.agent.empty()        ? "agent:" + caller.agent.value
                 : !caller.token->bot.empty() ? "bot:" + caller.token->bot.value
                                              : "service:" + caller.token->name;
  const auto named = request.header("x-baton-agent");
  if (named.empty()) return caller;
  if (caller.role() != policy::TokenRole::service || !caller.token->has_scope("act_as"))
    throw BadRequest(403, "this token may not act for an agent", {}, "only a service token with scope act_as sends X-Baton-Agent");
  caller.agent = core::AgentId{std::string(named)};
  if (!policy.agents.contains(caller.agent)) throw BadRequest(403, "no agent " + caller.agent.value, {}, "see GET /v1/agents");
  caller.actor += " as agent:" + caller.agent.value;
  return caller;
}

const core::AgentId& person(const Caller& caller) {
  if (caller.agent.empty())
    throw BadRequest(403, "this takes an agent", {}, "use an agent's token, or a service token with scope act_as and X-Baton-Agent");
  return caller.agent;
}

void require_admin(const Caller& caller) {
  if (caller.role() != policy::TokenRole::admin)
    throw BadRequest(403, "this takes role admin", {}, "ask an admin of this host");
}

void require_lead(const Caller& caller) {
  if (!caller.leads()) throw BadRequest(403, "this takes role lead or admin", {}, "ask the lead of the lane");
}

}  // namespace baton::http
