// SPDX-License-Identifier: MIT
// plugin_catalogue.h - what `baton plugins` prints and GET /v1/plugins answers: every bundle found, and the instances
// made of it, healthy or why not. Looking runs no plugin code.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/plugin/instance.h"
#include "host/plugin/loading.h"
#include "host/plugin/manifest/bundle_search.h"

namespace baton::plugin {

struct CatalogueInstance {
  std::string instance_id;
  std::string kind;
  std::string place;  // "in-process" or "isolated"
  std::vector<std::string> extensions;
  Health health;
};

struct CatalogueEntry {
  std::string id;
  std::string version;
  std::vector<std::string> kinds;
  std::vector<std::string> capabilities;  // host extensions it asks for
  std::string sdk_version;                // ABI it was built with
  std::string file;                       // library, or the manifest when that is what is wrong
  std::string sha256;                     // empty: the file could not be read
  std::string place;                      // where it would run: "in-process" or "isolated"
  std::string signature;                  // "signed by acme", "not signed", ...
  bool is_signed = false;                 // rightly or wrongly
  std::string why_not;                    // empty: it can be loaded
  std::vector<CatalogueInstance> instances;

  bool healthy() const;
};

// `running` and `refused` are what the host has made of its configuration; both may be empty (`baton plugins` alone).
std::vector<CatalogueEntry> make_catalogue(const std::vector<FoundBundle>& bundles, const LoadPolicy& policy,
                                           const std::vector<const Instance*>& running,
                                           const std::vector<LoadRefusal>& refused);

nlohmann::json to_json(const std::vector<CatalogueEntry>& catalogue);
std::string to_text(const std::vector<CatalogueEntry>& catalogue);  // one line a plugin

}  // namespace baton::plugin
