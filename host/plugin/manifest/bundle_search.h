// SPDX-License-Identifier: MIT
// bundle_search.h - where plugins lie: the folders searched, in order, and the bundles found in them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host/plugin/manifest/manifest.h"

namespace baton::plugin {

inline constexpr std::size_t kBundleMaxCount = 1024;  // over all folders

struct SearchOptions {
  std::vector<std::filesystem::path> configured;  // plugins.paths
  std::filesystem::path prefix;                   // <prefix>/lib/baton is the last one searched
};

// plugins.paths, $BATON_PLUGIN_PATH (colon-separated), ~/.local/lib/baton, <prefix>/lib/baton. Absolute, no doubles;
// folders that do not exist are left in, so that an operator can be told where was looked.
std::vector<std::filesystem::path> search_path(const SearchOptions& options);

struct FoundBundle {
  std::filesystem::path folder;  // absolute
  ManifestReading reading;
  bool shadowed = false;  // a folder searched earlier holds the same id; this one is never used
};

// Every folder with a plugin.json on or directly below the search path, in search order, then by name.
std::vector<FoundBundle> find_bundles(const std::vector<std::filesystem::path>& folders);

// The bundle that `id` stands for; null when there is none. A bundle with a broken manifest is found by the name of
// its folder, so that the operator is told what is wrong with it rather than that it is missing.
const FoundBundle* find_bundle(const std::vector<FoundBundle>& bundles, const std::string& id);

// REQUIRES: `file` is canonical.
bool is_below(const std::filesystem::path& file, const std::filesystem::path& folder);

}  // namespace baton::plugin
