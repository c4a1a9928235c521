// SPDX-License-Identifier: MIT
#include "host/core/overtaken.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace baton::core {
namespace {

TEST(Overtaken, only_what_is_older_is_raised) {
  Overtaken counts;
  for (const std::int64_t arrival : {10, 20, 30}) counts.insert(arrival, 0);
  counts.raise_older_than(20);
  counts.raise_older_than(30);
  EXPECT_EQ(counts.count(10), 2);
  EXPECT_EQ(counts.count(20), 1);
  EXPECT_EQ(counts.count(30), 0);
  EXPECT_EQ(counts.oldest_at(1, 0), 10);
  EXPECT_EQ(counts.oldest_at(1, 10), 20);
  EXPECT_EQ(counts.oldest_at(3, 0), std::nullopt);
  EXPECT_EQ(counts.erase(10), 2);
  EXPECT_EQ(counts.erase(10), std::nullopt);
  EXPECT_EQ(counts.oldest_at(2, 0), std::nullopt);
}

// The same as a plain map in which every count is raised one by one.
TEST(Overtaken, agrees_with_counting_one_by_one) {
  std::mt19937_64 chance(4711);
  Overtaken counts;
  std::map<std::int64_t, std::int64_t> plain;
  for (int step = 0; step < 20000; ++step) {
    const auto arrival = static_cast<std::int64_t>(chance() % 300);
    switch (chance() % 5) {
      case 0:
        if (plain.emplace(arrival, arrival % 4).second) counts.insert(arrival, arrival % 4);
        break;
      case 1: {
        const auto had = plain.find(arrival);
        ASSERT_EQ(counts.erase(arrival), had == plain.end() ? std::nullopt : std::optional(had->second));
        plain.erase(arrival);
        break;
      }
      case 2:
        counts.raise_older_than(arrival);
        for (auto& [other, count] : plain)
          if (other < arrival) ++count;
        break;
      case 3:
        counts.lower(arrival);
        if (plain.count(arrival) != 0) --plain[arrival];
        break;
      default: {
        const auto limit = static_cast<std::int64_t>(chance() % 30);
        std::optional<std::int64_t> oldest;
        for (const auto& [other, count] : plain)
          if (!oldest && other > arrival && count >= limit) oldest = other;
        ASSERT_EQ(counts.oldest_at(limit, arrival), oldest) << "step " << step;
      }
    }
    if (plain.count(arrival) != 0) {
      ASSERT_EQ(counts.count(arrival), plain[arrival]) << "step " << step;
    }
  }
}

}  // namespace
}  // namespace baton::core
