// SPDX-License-Identifier: MIT
// key_index_test.cpp - the walk finds what a search for each key by itself finds.
#include "host/policy/key_index.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace baton::policy {
namespace {

std::set<int> searched(const std::vector<std::string>& keys, const std::string& text) {
  std::set<int> found;
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (text.find(keys[i]) != std::string::npos) found.insert(static_cast<int>(i));
  return found;
}

TEST(KeyIndex, finds_what_a_search_for_each_key_finds) {
  std::mt19937_64 random(11);
  const auto words = [&](int count, int letters) {
    std::string text = " ";
    for (int i = 0; i < count; ++i) {
      for (auto n = 1 + random() % 4; n > 0; --n)
        text += static_cast<char>('a' + random() % static_cast<unsigned>(letters));
      text += ' ';
    }
    return text;
  };
  std::size_t hits = 0;
  for (int round = 0; round < 200; ++round) {
    std::set<std::string> some;
    for (int i = 0; i < 60; ++i) {
      auto key = words(1 + static_cast<int>(random() % 3), 3);
      if (random() % 3 == 0) key.pop_back();  // any ending
      some.insert(std::move(key));
    }
    const std::vector<std::string> keys(some.begin(), some.end());
    const KeyIndex index(keys);
    for (int i = 0; i < 20; ++i) {
      const auto text = words(20, 4);
      const auto found = index.find(text);
      EXPECT_EQ(std::set<int>(found.begin(), found.end()), searched(keys, text)) << text;
      hits += found.size();
    }
  }
  EXPECT_GT(hits, 10'000u);
}

TEST(KeyIndex, of_nothing_finds_nothing) {
  EXPECT_TRUE(KeyIndex().find(" some words ").empty());
  EXPECT_TRUE(KeyIndex({" some "}).find("").empty());
  EXPECT_TRUE(KeyIndex({" some "}).find(" som").empty());
}

}  // namespace
}  // namespace baton::policy
