// SPDX-License-Identifier: MIT
#include "host/core/id_numbers.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace baton::core {
namespace {

TEST(IdNumbers, are_those_of_a_map_whatever_comes_and_goes) {
  std::mt19937_64 chance(11);
  IdNumbers numbers;
  std::map<std::string, IdNumbers::Number> known;
  for (int step = 0; step < 20'000; ++step) {
    const auto id = "k" + std::to_string(chance() % 700) + "-w1";
    const auto found = known.find(id);
    ASSERT_EQ(numbers.find(id), found == known.end() ? IdNumbers::kNone : found->second) << id;
    if (chance() % 3 != 0) {
      known[id] = numbers.add(id);
      ASSERT_EQ(numbers.id(known[id]), id);
    } else if (found != known.end()) {
      numbers.remove(found->second);
      known.erase(found);
    }
    ASSERT_EQ(numbers.size(), known.size());
  }
  std::map<IdNumbers::Number, std::string> back;
  for (const auto& [id, number] : known) EXPECT_TRUE(back.emplace(number, id).second) << id;
}

TEST(IdNumbers, a_number_is_given_again) {
  IdNumbers numbers;
  const auto first = numbers.add("one");
  numbers.remove(first);
  EXPECT_EQ(numbers.find("one"), IdNumbers::kNone);
  EXPECT_EQ(numbers.add("two"), first);
}

}  // namespace
}  // namespace baton::core
