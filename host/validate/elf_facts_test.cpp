// SPDX-License-Identifier: MIT
// What a library asks of its machine, read from real ones and from files that are none.
#include "host/validate/elf_facts.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace baton::validate {
namespace {

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The file that a symbol of this process came from.
std::filesystem::path file_of(const char* symbol) {
  Dl_info info{};
  return dladdr(dlsym(RTLD_DEFAULT, symbol), &info) == 0 ? "" : info.dli_fname;
}

TEST(ElfFacts, a_real_library_is_misread) {
  const auto facts = read_elf_facts(file_of("_ZSt9terminatev"));  // the C++ runtime, whatever stands before it
  ASSERT_EQ(facts.problem, "");
  EXPECT_TRUE(holds(facts.needed, "libc.so.6"));
  EXPECT_TRUE(holds(facts.imports, "malloc"));
  EXPECT_FALSE(holds(facts.imports, "a_symbol_of_nobody"));
  EXPECT_TRUE(std::any_of(facts.versions.begin(), facts.versions.end(),
                          [](const auto& word) { return word.starts_with("GLIBC_2."); }));
  EXPECT_TRUE(facts.read_only_relocations);
  EXPECT_FALSE(facts.executable_stack);
  EXPECT_FALSE(facts.text_relocations);
  EXPECT_EQ(facts.search_path, "");
}

TEST(ElfFacts, a_file_that_is_no_library_is_taken_for_a_good_one) {
  EXPECT_NE(read_elf_facts("/nonexistent").problem, "");
  EXPECT_NE(read_elf_facts("/etc/passwd").problem, "");
}

TEST(VersionNumbers, two_versions_are_compared_as_words) {
  const auto glibc = [](const char* word) { return version_numbers(word, "GLIBC_"); };
  EXPECT_EQ(glibc("GLIBC_2.36"), (std::vector<int>{2, 36}));
  EXPECT_GT(glibc("GLIBC_2.36"), glibc("GLIBC_2.4")) << "thirty-six is more than four";
  EXPECT_GT(glibc("GLIBC_2.2.5"), glibc("GLIBC_2.2"));
  for (const char* none : {"GLIBC_PRIVATE", "GLIBCXX_3.4", "GLIBC_2.x", "GLIBC_", ""})
    EXPECT_TRUE(glibc(none).empty()) << none;
  EXPECT_EQ(version_numbers("GLIBCXX_3.4.30", "GLIBCXX_"), (std::vector<int>{3, 4, 30}));
}

}  // namespace
}  // namespace baton::validate
