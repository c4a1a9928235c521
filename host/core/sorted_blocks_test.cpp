// SPDX-License-Identifier: MIT
#include "host/core/sorted_blocks.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace baton::core {
namespace {

TEST(SortedBlocks, are_a_map_whatever_comes_and_goes) {
  std::mt19937_64 chance(5);
  SortedBlocks<int, int> blocks;
  std::map<int, int> plain;
  int latest = 0;
  for (int step = 0; step < 30'000; ++step) {
    const int key = chance() % 2 == 0 ? ++latest : static_cast<int>(chance() % static_cast<std::uint64_t>(latest + 1));
    const auto known = plain.find(key);
    const auto* found = blocks.find(key);
    ASSERT_EQ(found == nullptr ? -1 : *found, known == plain.end() ? -1 : known->second) << key;
    if (known == plain.end() && chance() % 3 != 0) {
      blocks.insert(key, step);
      plain[key] = step;
    } else {
      ASSERT_EQ(blocks.erase(key), known == plain.end() ? std::nullopt : std::optional(known->second));
      if (known != plain.end()) plain.erase(known);
    }
    if (step % 1000 != 0) continue;
    std::map<int, int> seen;
    EXPECT_TRUE(blocks.each([&](int each, int value) {
      EXPECT_TRUE(seen.empty() || seen.rbegin()->first < each);
      seen[each] = value;
      return true;
    }));
    ASSERT_EQ(seen, plain);
  }
}

TEST(SortedBlocks, a_look_ends_where_it_is_told_to) {
  SortedBlocks<int, char> blocks;
  for (int key = 0; key < 200; ++key) blocks.insert(key, 'a');
  int seen = 0;
  EXPECT_FALSE(blocks.each([&](int key, char) { return ++seen, key < 100; }));
  EXPECT_EQ(seen, 101);
}

}  // namespace
}  // namespace baton::core
