// SPDX-License-Identifier: MIT
// plugin_uses.h - every place of the configuration that names a plugin, checked against what lies on disk: it
// is found, has the right kind, is in order, is trusted, and accepts its settings by the schema it carries.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/plugin/manifest/bundle_signature.h"
#include "host/plugin/manifest/manifest.h"
#include "host/policy/check.h"
#include "host/policy/config.h"
#include "host/policy/rules.h"

namespace baton::policy {

inline constexpr const char* kBriefFallback = "brief.fallback";  // the id of that use

struct PlacedUse {
  std::string pointer;  // "/connectors/whatsapp-eu"
  plugin::Kind kind = plugin::Kind::kConnector;
  PluginUse use;
  bool in_order = false;  // found, and its settings are finished
  core::Topology topology = core::Topology::gate;
  std::int64_t poll_s = 0;  // connectors
};

std::vector<PlacedUse> uses_in(const nlohmann::json& config);

// Fills settings (defaults in, secrets out) and secrets of each use that is in order.
void check_uses(const Examined& examined, const PluginFinder& finder, std::vector<PlacedUse>& uses,
                Findings& findings);

// plugins.keys; one whose key is none has an empty public_key.
std::vector<plugin::VendorKey> vendor_keys(const nlohmann::json& config);
bool signatures_required(const nlohmann::json& config);
// Keys that are none, and ids that could be nobody's.
void check_keys(const Examined& examined, Findings& findings);

// plugins.paths, absolute.
std::vector<std::filesystem::path> plugin_paths(const nlohmann::json& config,
                                                const std::filesystem::path& folder);

}  // namespace baton::policy
