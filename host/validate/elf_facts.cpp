// SPDX-License-Identifier: MIT
#include "host/validate/elf_facts.h"

#include <charconv>
#include <optional>

#include "host/plugin/elf_exports.h"
#include "host/plugin/elf_file.h"

namespace baton::validate {
namespace {

constexpr std::uint64_t kListMax = 65536;  // of anything a library has; more is a broken file

class Reader {
 public:
  Reader(const std::filesystem::path& path, ElfFacts& facts) : file_(path), facts_(facts) {}

  void read() {
    const auto header = file_.at<Elf64_Ehdr>(0);
    facts_.problem = plugin::header_problem(header);
    if (!facts_.problem.empty()) return;
    facts_.executable_stack = true;
    for (std::uint64_t i = 0; i < header->e_phnum; ++i)
      if (const auto part = file_.at<Elf64_Phdr>(header->e_phoff + i * sizeof(Elf64_Phdr))) segment(*part);
    for (std::uint64_t i = 0; i < header->e_shnum && facts_.problem.empty(); ++i) {
      const auto section = section_at(*header, i);
      if (!section) continue;
      const auto names = texts(*header, *section);
      if (section->sh_type == SHT_DYNAMIC) dynamic(*section, names);
      if (section->sh_type == SHT_DYNSYM) symbols(*section, names);
      if (section->sh_type == SHT_GNU_verneed) wanted_versions(*section, names);
    }
  }

 private:
  std::optional<Elf64_Shdr> section_at(const Elf64_Ehdr& header, std::uint64_t index) {
    return file_.at<Elf64_Shdr>(header.e_shoff + index * sizeof(Elf64_Shdr));
  }

  // The string table a section is written with; ends with a NUL of its own.
  std::string texts(const Elf64_Ehdr& header, const Elf64_Shdr& section) {
    const auto table = section.sh_link < header.e_shnum ? section_at(header, section.sh_link) : std::nullopt;
    if (!table || table->sh_type != SHT_STRTAB) return {};
    return file_.bytes(table->sh_offset, table->sh_size).value_or(std::string());
  }

  static std::string text_at(const std::string& names, std::uint64_t offset) {
    return offset < names.size() ? std::string(names.c_str() + offset) : std::string();
  }

  void segment(const Elf64_Phdr& part) {
    if (part.p_type == PT_GNU_STACK) facts_.executable_stack = (part.p_flags & PF_X) != 0;
    if (part.p_type == PT_GNU_RELRO) facts_.read_only_relocations = true;
  }

  void dynamic(const Elf64_Shdr& section, const std::string& names) {
    for (std::uint64_t i = 0; i < section.sh_size / sizeof(Elf64_Dyn) && i < kListMax; ++i) {
      const auto entry = file_.at<Elf64_Dyn>(section.sh_offset + i * sizeof(Elf64_Dyn));
      if (!entry || entry->d_tag == DT_NULL) return;
      const auto value = entry->d_un.d_val;
      switch (entry->d_tag) {
        case DT_NEEDED:
          facts_.needed.push_back(text_at(names, value));
          break;
        case DT_RPATH:
        case DT_RUNPATH:
          facts_.search_path = text_at(names, value);
          break;
        case DT_TEXTREL:
          facts_.text_relocations = true;
          break;
        case DT_BIND_NOW:
          facts_.bound_at_once = true;
          break;
        case DT_FLAGS:
          if ((value & DF_TEXTREL) != 0) facts_.text_relocations = true;
          if ((value & DF_BIND_NOW) != 0) facts_.bound_at_once = true;
          break;
        case DT_FLAGS_1:
          if ((value & DF_1_NOW) != 0) facts_.bound_at_once = true;
          break;
        default:
          break;
      }
    }
  }

  void symbols(const Elf64_Shdr& section, const std::string& names) {
    for (std::uint64_t i = 0; i < section.sh_size / sizeof(Elf64_Sym) && i < kListMax; ++i) {
      const auto symbol = file_.at<Elf64_Sym>(section.sh_offset + i * sizeof(Elf64_Sym));
      if (!symbol || symbol->st_shndx != SHN_UNDEF) continue;
      auto name = text_at(names, symbol->st_name);
      if (!name.empty()) facts_.imports.push_back(std::move(name));
    }
  }

  void wanted_versions(const Elf64_Shdr& section, const std::string& names) {
    std::uint64_t at = section.sh_offset;
    for (std::uint64_t library = 0; library < section.sh_info && library < kListMax; ++library) {
      const auto need = file_.at<Elf64_Verneed>(at);
      if (!need) return;
      std::uint64_t version_at = at + need->vn_aux;
      for (std::uint64_t i = 0; i < need->vn_cnt; ++i) {
        const auto version = file_.at<Elf64_Vernaux>(version_at);
        if (!version) return;
        facts_.versions.push_back(text_at(names, version->vna_name));
        version_at += version->vna_next;
      }
      if (need->vn_next == 0) return;
      at += need->vn_next;
    }
  }

  plugin::ElfFile file_;
  ElfFacts& facts_;
};

}  // namespace

ElfFacts read_elf_facts(const std::filesystem::path& library) {
  ElfFacts facts;
  Reader(library, facts).read();
  return facts;
}

std::vector<int> version_numbers(const std::string& word, const std::string& prefix) {
  std::vector<int> numbers;
  if (!word.starts_with(prefix)) return numbers;
  const char* at = word.data() + prefix.size();
  const char* const end = word.data() + word.size();
  while (at < end) {
    int number = 0;
    const auto parsed = std::from_chars(at, end, number);
    if (parsed.ec != std::errc()) return {};
    numbers.push_back(number);
    at = parsed.ptr;
    if (at < end && *at++ != '.') return {};
  }
  return numbers;
}

}  // namespace baton::validate
