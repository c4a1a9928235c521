// SPDX-License-Identifier: MIT
// elf_exports.h - what a library exports, read from its dynamic symbol table without executing anything. (Boost.DLL's
// library_info reads the static table, which a stripped library does not have, and trusts every number in the file.)
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace baton::plugin {

inline constexpr std::size_t kExportMaxCount = 65536;

struct ElfExports {
  std::string problem;               // empty when the file is a 64-bit little-endian shared object
  std::vector<std::string> symbols;  // defined and visible from outside
};

ElfExports read_exports(const std::filesystem::path& file);

}  // namespace baton::plugin
