// SPDX-License-Identifier: MIT
// elf_facts.h - what a library asks of the machine it is loaded on, read without running it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace baton::validate {

struct ElfFacts {
  std::string problem;                // why it could not be read; empty when it could
  std::vector<std::string> needed;    // libraries it wants beside it
  std::vector<std::string> versions;  // "GLIBC_2.34", "GLIBCXX_3.4.29": versions of symbols it wants
  std::vector<std::string> imports;   // symbols it takes from others
  std::string search_path;            // RPATH or RUNPATH
  bool text_relocations = false;
  bool executable_stack = false;       // also when it does not say
  bool bound_at_once = false;          // -z now
  bool read_only_relocations = false;  // -z relro
};

ElfFacts read_elf_facts(const std::filesystem::path& library);

// {2, 36} of "GLIBC_2.36"; empty when the word has another prefix or no numbers.
std::vector<int> version_numbers(const std::string& word, const std::string& prefix);

}  // namespace baton::validate
