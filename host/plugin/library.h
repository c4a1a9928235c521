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

}  // namespace baton::plugin
