// SPDX-License-Identifier: MIT
#include "host/core/id_numbers.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "host/core/ids.h"

namespace baton::core {
namespace {

struct Entry {
  WorkId id;
  int what = 0;
};
using Numbers = IdNumbers<Entry>;

TEST(IdNumbers, are_those_of_a_map_whatever_comes_and_goes) {
  std::mt19937_64 chance(11);
  Numbers numbers;
  std::map<std::string, Numbers::Number> known;
  for (int step = 0; step < 20'000; ++step) {
    const auto id = "k" + std::to_string(chance() % 700) + "-w1";
    const auto found = known.find(id);
    ASSERT_EQ(numbers.find(id), found == known.end() ? Numbers::kNone : found->second) << id;
    if (found == known.end()) {
      known[id] = numbers.add({WorkId{id}, step});
      ASSERT_EQ(numbers[known[id]].what, step);
    } else if (chance() % 2 == 0) {
      numbers.remove(found->second);
      known.erase(found);
    }
    ASSERT_EQ(numbers.size(), known.size());
  }
  std::map<Numbers::Number, std::string> back;
  for (const auto& [id, number] : known) EXPECT_TRUE(back.emplace(number, id).second) << id;
}

TEST(IdNumbers, a_number_is_given_again) {
  Numbers numbers;
  const auto first = numbers.add({WorkId{"one"}, 1});
  numbers.remove(first);
  EXPECT_EQ(numbers.find("one"), Numbers::kNone);
  EXPECT_EQ(numbers.add({WorkId{"two"}, 2}), first);
}

}  // namespace
}  // namespace baton::core
