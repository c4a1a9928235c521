// SPDX-License-Identifier: MIT
// load_refusal.h - why a plugin was not loaded. A value, so that the log, `baton check` and `baton plugins` say the same.
#pragma once

#include <string>

namespace baton::plugin {

// In the order in which they are done. Each has one function, one test and one bad plugin.
enum class LoadStep {
  kReadManifest = 1,
  kCheckManifest,
  kFit,           // platform and ABI range
  kHash,
  kAllowList,
  kMode,          // in this process or in a runner
  kInspect,       // the file, without executing it
  kOpen,
  kEntry,
  kEntryVersion,  // the version rule again, on what the code itself says
  kLibraryInit,
  kDescriptor,
  kConfig,
  kCreate,
  kInit,
  kExtensions,
  kStart,
};

const char* to_string(LoadStep step);

struct LoadRefusal {
  LoadStep step = LoadStep::kReadManifest;
  std::string rule;            // the rule that failed
  std::string file;
  std::string plugin_version;  // ABI of the plugin as far as it is known
  std::string host_version;    // ABI of the host
  std::string message;         // what was found
  std::string mend;
};

// One line with file, step, rule and both versions.
std::string to_string(const LoadRefusal& refusal);

}  // namespace baton::plugin
