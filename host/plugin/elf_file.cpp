// SPDX-License-Identifier: MIT
#include "host/plugin/elf_file.h"

#include <cstring>

namespace baton::plugin {

std::string header_problem(const std::optional<Elf64_Ehdr>& header) {
  if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return "is not an ELF file";
  if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB)
    return "is not a 64-bit little-endian library";
  if (header->e_type != ET_DYN) return "is not a shared library";
  if (header->e_shoff == 0 || header->e_shentsize != sizeof(Elf64_Shdr)) return "has no section table";
  return "";
}

}  // namespace baton::plugin
