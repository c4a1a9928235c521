// SPDX-License-Identifier: MIT
// elf_exports.cpp - see elf_exports.h. Every offset and size of the file is checked before it is used.
#include "host/plugin/elf_exports.h"

#include <cstring>
#include <optional>

#include "host/plugin/elf_file.h"

namespace baton::plugin {
namespace {

bool is_exported(const Elf64_Sym& symbol) {
  const unsigned char binding = ELF64_ST_BIND(symbol.st_info);
  const unsigned char visibility = ELF64_ST_VISIBILITY(symbol.st_other);
  return symbol.st_shndx != SHN_UNDEF && (binding == STB_GLOBAL || binding == STB_WEAK || binding == STB_GNU_UNIQUE) &&
         (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

// Names that a linker adds by itself.
bool is_linkers_own(const std::string& name) {
  for (const char* own : {"_init", "_fini", "__bss_start", "_edata", "_end"})
    if (name == own) return true;
  return false;
}

std::string read_table(ElfFile& file, const Elf64_Shdr& table, const Elf64_Shdr& names,
                       std::vector<std::string>& symbols) {
  const std::uint64_t count = table.sh_size / sizeof(Elf64_Sym);
  if (table.sh_entsize != sizeof(Elf64_Sym) || count > kExportMaxCount) return "has a broken symbol table";
  const auto text = file.bytes(names.sh_offset, names.sh_size);
  if (!text) return "has a broken string table";
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto symbol = file.at<Elf64_Sym>(table.sh_offset + i * sizeof(Elf64_Sym));
    if (!symbol || symbol->st_name >= text->size()) return "has a broken symbol table";
    if (!is_exported(*symbol)) continue;
    std::string name = text->c_str() + symbol->st_name;  // std::string ends with NUL, so this stays inside
    if (!name.empty() && !is_linkers_own(name)) symbols.push_back(std::move(name));
  }
  return "";
}

}  // namespace

ElfExports read_exports(const std::filesystem::path& path) {
  ElfExports exports;
  ElfFile file(path);
  const auto header = file.at<Elf64_Ehdr>(0);
  exports.problem = header_problem(header);
  if (!exports.problem.empty()) return exports;
  const auto section = [&](std::uint64_t i) { return file.at<Elf64_Shdr>(header->e_shoff + i * sizeof(Elf64_Shdr)); };
  for (std::uint64_t i = 0; i < header->e_shnum; ++i) {
    const auto table = section(i);
    if (!table) {
      exports.problem = "has a broken section table";
      return exports;
    }
    if (table->sh_type != SHT_DYNSYM) continue;
    const auto names = table->sh_link < header->e_shnum ? section(table->sh_link) : std::nullopt;
    exports.problem = names ? read_table(file, *table, *names, exports.symbols) : "has a broken string table";
    return exports;
  }
  exports.problem = "has no dynamic symbols";
  return exports;
}

}  // namespace baton::plugin
