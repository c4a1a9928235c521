// SPDX-License-Identifier: MIT
// confine.h - what a plugin's process may do: compute, read its bundle, and talk to the host. Decided by the host,
// applied by the runner before any code of the plugin runs, as far as this kernel and our own rights allow; what could
// not be applied is said.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace baton::runner {

// Memory a plugin may have for itself. A brief of a long conversation or an attachment in parts takes a few dozen MiB.
inline constexpr std::uint64_t kMemoryMaxBytes = 1ull << 30;
inline constexpr std::uint64_t kFilesMax = 256;       // open at once
inline constexpr std::uint64_t kThreadsMax = 128;     // where it has a user of its own
inline constexpr int kNice = 10;                      // the host goes first, nobody starves

struct Grants {
  std::filesystem::path library;  // must stay readable
  bool network = false;           // a capability `net.*` of the manifest
  std::uint32_t user = 0;         // where we are root: whom to become; 0 = nobody else
  pid_t host = 0;                 // with whom the process ends
};

// For all threads of the process, for good. Returns what could not be applied, a sentence each. Ends the process when
// the host is gone already.
std::vector<std::string> confine(const Grants& grants);

}  // namespace baton::runner
