// SPDX-License-Identifier: MIT
// includes_test.cpp - the core stays pure: it includes the standard library and itself, so no clock, socket, file or
// JSON can find its way into a rule.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace baton::core {
namespace {

namespace fs = std::filesystem;

// What the standard library offers and a pure rule has no use for.
const std::set<std::string> kImpure = {"<chrono>", "<ctime>", "<fstream>", "<iostream>", "<thread>", "<mutex>",
                                       "<random>", "<filesystem>", "<atomic>", "<future>", "<condition_variable>", "<unordered_map>",
                                       "<unordered_set>", "<cstdio>", "<cmath>"};

bool product_file(const fs::path& path) {
  const auto name = path.filename().string();
  return (name.ends_with(".h") || name.ends_with(".cpp")) && !name.ends_with("_test.cpp");
}

void check_line(const std::string& line, const std::string& where) {
  if (!line.starts_with("#include ")) return;
  const auto what = line.substr(9);
  if (what.starts_with("\"")) {
    EXPECT_TRUE(what.starts_with("\"host/core/")) << where << ": " << line;
    return;
  }
  EXPECT_EQ(what.find('/'), std::string::npos) << where << ": " << line;
  EXPECT_EQ(what.find(".h>"), std::string::npos) << where << ": " << line;
  EXPECT_FALSE(kImpure.contains(what)) << where << ": " << line;
}

TEST(Includes, the_core_knows_the_standard_library_and_itself_only) {
  const fs::path folder = fs::path(BATON_CORE_FOLDER);
  int files = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!product_file(entry.path())) continue;
    ++files;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) check_line(line, entry.path().filename().string());
  }
  EXPECT_GT(files, 40) << "looked in " << folder;
}

// C7: two replays compare equal byte by byte, so the state holds no floating point.
TEST(Includes, no_floating_point_in_records) {
  const fs::path folder = fs::path(BATON_CORE_FOLDER);
  for (const auto* name : {"state.h", "facts_case.h", "facts_work.h", "facts_send.h", "facts_triage.h", "facts_privacy.h",
                           "facts_moments.h", "inputs.h", "inputs_channel.h", "content.h"}) {
    std::ifstream in(folder / name);
    ASSERT_TRUE(in) << name;
    for (std::string line; std::getline(in, line);) {
      EXPECT_EQ(line.find("double "), std::string::npos) << name << ": " << line;
      EXPECT_EQ(line.find("float "), std::string::npos) << name << ": " << line;
    }
  }
}

}  // namespace
}  // namespace baton::core
