// SPDX-License-Identifier: MIT
// Every binary that was ever kept, in this host: inside it and in a process of its own, against what was recorded when
// it was new. And the same sources built with headers in which every record has grown: a newer plugin, an older host.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/abi/corpus/driven.h"

namespace baton::corpus {
namespace {

namespace fs = std::filesystem;

struct Kept {
  std::string version;  // of the expected answers
  std::string kind;     // connector, ...
  bool grown = false;
  plugin::Place place = plugin::Place::kInside;
};

std::string name_of(const Kept& kept) {
  std::string name = (kept.grown ? "grown_" : "kept_") + kept.version + "_" + kept.kind +
                     (kept.place == plugin::Place::kRunner ? "_runner" : "_inside");
  for (char& c : name)
    if (c == '.') c = '_';
  return name;
}

void PrintTo(const Kept& kept, std::ostream* out) { *out << name_of(kept); }

std::vector<Kept> all_kept() {
  std::vector<Kept> found;
  for (const auto& version : fs::directory_iterator(CORPUS)) {
    if (!fs::is_directory(version.path() / "bundles")) continue;
    const std::string name = version.path().filename().string();
    for (const char* kind : {"connector", "ownership", "summarizer", "classifier"})
      for (const auto place : {plugin::Place::kInside, plugin::Place::kRunner})
        for (const bool grown : {false, true})
          if (!grown || name == plugin::to_string(plugin::kHostAbi)) found.push_back({name, kind, grown, place});
  }
  return found;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

class Corpus : public ::testing::TestWithParam<Kept> {};

TEST_P(Corpus, says_what_it_said_when_it_was_kept) {
  const Kept& kept = GetParam();
  const char* elsewhere = std::getenv("BATON_CORPUS_BUNDLES");  // breaks_test.py
  const fs::path bundles = elsewhere != nullptr ? fs::path(elsewhere) : fs::path(CORPUS) / kept.version / "bundles";
  const fs::path folder = kept.grown ? fs::path(GROWN) : bundles;
  const fs::path recorded = fs::path(CORPUS) / kept.version / "expected" / (kept.kind + ".txt");
  const std::string story = joined(Driven(folder / ("com.example.reference-" + kept.kind), kept.place).story());
  if (std::getenv("BATON_CORPUS_RECORD") != nullptr) {
    fs::create_directories(recorded.parent_path());
    std::ofstream(recorded) << story;
    return;
  }
  std::ifstream file(recorded);
  const std::string expected((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  ASSERT_FALSE(expected.empty()) << recorded << " is not there";
  EXPECT_EQ(story, expected);
}

INSTANTIATE_TEST_SUITE_P(Every, Corpus, ::testing::ValuesIn(all_kept()),
                         [](const auto& one) { return name_of(one.param); });

// Every interface of the contract that a plugin can have or be given is used by one of the sources.
TEST(Sources, leave_an_interface_of_the_contract_unused) {
  std::ifstream contract(CONTRACT);
  std::set<std::string> unused;
  for (std::string line; std::getline(contract, line);) {
    std::istringstream words(line);
    std::string what, name, text;
    words >> what >> name >> text;
    if (what == "macro" && text.starts_with("\"baton.")) unused.insert(name);
  }
  ASSERT_GT(unused.size(), 30u);
  const fs::path current = fs::path(CORPUS) / plugin::to_string(plugin::kHostAbi);
  for (const auto& entry : fs::directory_iterator(current)) {
    if (entry.path().extension() != ".c" && entry.path().extension() != ".h") continue;
    std::ifstream source(entry.path());
    for (std::string line; std::getline(source, line);)
      std::erase_if(unused, [&](const std::string& name) {
        const auto at = line.find(name);  // the whole word: BATON_HTTP is not BATON_HTTP_CLIENT
        return at != std::string::npos && line.find_first_of("_ABCDEFGHIJKLMNOPQRSTUVWXYZ", at + name.size()) !=
                                              at + name.size();
      });
  }
  EXPECT_EQ(unused, std::set<std::string>{});
}

}  // namespace
}  // namespace baton::corpus
