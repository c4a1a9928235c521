// SPDX-License-Identifier: MIT
// check.h - the door of this room: a configuration file in; the compiled configuration out, or every problem
// at once.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "host/plugin/manifest/bundle_search.h"
#include "host/policy/config.h"
#include "host/policy/problem.h"

namespace baton::policy {

inline constexpr std::size_t kConfigMaxBytes = std::size_t{1} << 20;
inline constexpr std::size_t kConfigMaxDepth = 64;

// Where plugins are found. An interface, so that tests need no bundles on disk.
class PluginFinder {
 public:
  virtual ~PluginFinder() = default;
  // REQUIRES: `configured` is absolute.
  virtual std::vector<plugin::FoundBundle> find(
      const std::vector<std::filesystem::path>& configured) const = 0;
  // What stops this bundle from loading here, beyond its manifest: platform, ABI, hash of the library.
  virtual std::vector<plugin::ManifestProblem> verify(const plugin::FoundBundle& bundle) const = 0;
  // It lies where the plugins are that were built with this host.
  virtual bool came_with_host(const plugin::FoundBundle&) const { return false; }
};

// The folders of host/plugin/manifest/bundle_search.h; `prefix` is where Baton is installed.
class DiskPluginFinder : public PluginFinder {
 public:
  explicit DiskPluginFinder(std::filesystem::path prefix) : prefix_(std::move(prefix)) {}
  std::vector<plugin::FoundBundle> find(const std::vector<std::filesystem::path>& configured) const override;
  std::vector<plugin::ManifestProblem> verify(const plugin::FoundBundle& bundle) const override;
  bool came_with_host(const plugin::FoundBundle& bundle) const override;

 private:
  std::filesystem::path prefix_;
};

// What "${NAME}" and "${file:/path}" stand for. The defaults are the process's environment and the disk.
struct ReferenceSources {
  std::function<std::optional<std::string>(const std::string& name)> environment;
  std::function<std::optional<std::string>(const std::filesystem::path& file)> file;
};
ReferenceSources real_sources();

struct Loaded {
  std::optional<CompiledConfig> config;  // nothing when there are problems
  std::vector<Problem> problems;         // by line and column
};

// Relative paths in the file start at the file's own folder.
Loaded load(const std::filesystem::path& file, const PluginFinder& plugins,
            const ReferenceSources& sources = real_sources());

// load() of a text that is not (yet) in a file; `file` is its name in problems and the start of relative
// paths.
Loaded load_text(const std::string& text, const std::filesystem::path& file, const PluginFinder& plugins,
                 const ReferenceSources& sources = real_sources());

// `baton check`.
std::vector<Problem> check_file(const std::filesystem::path& file, const PluginFinder& plugins);

}  // namespace baton::policy
