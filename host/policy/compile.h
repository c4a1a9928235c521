// SPDX-License-Identifier: MIT
// compile.h - from a configuration without problems to the values of config.h. Nothing can fail here any
// more.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "host/policy/config.h"
#include "host/policy/plugin_uses.h"

namespace baton::policy {

struct Checked {
  const nlohmann::json& config;    // defaults in, secrets as "${secret:NAME}"
  const nlohmann::json& resolved;  // as written, references resolved: where secrets are taken from
  std::filesystem::path file;
  std::filesystem::path folder;
  const std::vector<PlacedUse>& uses;
};

CompiledConfig compile(const Checked& checked);

// SHA-256 of everything a decision can depend on: the configuration without secrets, tokens, addresses and
// paths of this machine, and the built-in word lists (I9).
std::string policy_hash(const Checked& checked);

}  // namespace baton::policy
