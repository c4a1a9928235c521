// SPDX-License-Identifier: MIT
// library.h - opens a shared library for good. Nothing in the host ever unloads one: threads, timers and thread-local
// destructors of a plugin may outlive its instances, and a jump into unmapped code can not be survived.
#pragma once

#include <filesystem>
#include <string>

namespace baton::plugin {

struct OpenedLibrary {
  void* symbol = nullptr;  // null when `problem` is not empty
  std::string problem;     // the dynamic linker's own words
};

// Opens `file` (absolute) with RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE and looks `symbol` up.
OpenedLibrary open_for_good(const std::filesystem::path& file, const char* symbol);

struct CopiedLibrary {
  std::filesystem::path file;  // good as long as this process
  std::string problem;         // what kept it from being copied
};

// A copy in memory under a name that nothing of this process has had: it takes one descriptor, for good, as does the
// code that is opened from it. Content with another hash than `sha256` (hex) is not taken. Libraries beside the
// original that the linker would find by $ORIGIN are not found.
CopiedLibrary copy_for_good(const std::filesystem::path& file, const std::string& sha256);

}  // namespace baton::plugin
