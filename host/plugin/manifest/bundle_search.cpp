// SPDX-License-Identifier: MIT
// bundle_search.cpp - see bundle_search.h.
#include "host/plugin/manifest/bundle_search.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string_view>

namespace baton::plugin {
namespace {

namespace fs = std::filesystem;

void add(std::vector<fs::path>& folders, const fs::path& folder) {
  if (folder.empty()) return;
  std::error_code error;
  fs::path absolute = fs::weakly_canonical(fs::absolute(folder, error), error);
  if (error) absolute = folder;
  if (std::find(folders.begin(), folders.end(), absolute) == folders.end()) folders.push_back(absolute);
}

bool is_bundle(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / "plugin.json", error);
}

std::vector<fs::path> subfolders(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    if (it->is_directory(ignored)) found.push_back(it->path());
    if (found.size() >= kBundleMaxCount) break;
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::vector<fs::path> search_path(const SearchOptions& options) {
  std::vector<fs::path> folders;
  for (const fs::path& folder : options.configured) add(folders, folder);
  if (const char* from_environment = std::getenv("BATON_PLUGIN_PATH")) {
    std::string_view rest = from_environment;
    while (!rest.empty()) {
      const std::size_t colon = rest.find(':');
      add(folders, std::string(rest.substr(0, colon)));
      rest = colon == std::string_view::npos ? std::string_view{} : rest.substr(colon + 1);
    }
  }
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    add(folders, fs::path(home) / ".local/lib/baton");
  if (!options.prefix.empty()) add(folders, options.prefix / "lib/baton");
  return folders;
}

std::vector<FoundBundle> find_bundles(const std::vector<fs::path>& folders) {
  std::vector<FoundBundle> bundles;
  std::set<std::string> ids;
  const auto take = [&](const fs::path& folder) {
    if (bundles.size() >= kBundleMaxCount) return;
    FoundBundle found{folder, read_manifest(folder), false};
    if (!found.reading.manifest.id.empty()) found.shadowed = !ids.insert(found.reading.manifest.id).second;
    bundles.push_back(std::move(found));
  };
  for (const fs::path& folder : folders) {
    if (is_bundle(folder)) {  // plugins.paths may name one bundle
      take(folder);
      continue;
    }
    for (const fs::path& below : subfolders(folder))
      if (is_bundle(below)) take(below);
  }
  return bundles;
}

const FoundBundle* find_bundle(const std::vector<FoundBundle>& bundles, const std::string& id) {
  for (const FoundBundle& bundle : bundles)
    if (!bundle.shadowed && bundle.reading.manifest.id == id) return &bundle;
  for (const FoundBundle& bundle : bundles)
    if (!bundle.reading.problems.empty() && bundle.folder.filename() == id) return &bundle;
  return nullptr;
}

bool is_below(const fs::path& file, const fs::path& folder) {
  std::error_code error;
  const fs::path root = fs::weakly_canonical(folder, error);
  if (error || root.empty()) return false;
  const auto [end, ignored] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  return end == root.end();
}

}  // namespace baton::plugin
