// SPDX-License-Identifier: MIT
// town_test.cpp - a million decisions of a town: after each the invariants hold; nobody but the owner speaks,
// no message is recorded twice, the history replays (C2, C3, C6, C7, W3, B2, G2, R5, I1, I4, O1).
//
//   TOWN_SEED=17 TOWN_STEPS=200000 build/tests/town_test
#include "tests/sim/town.h"

#include <cstdlib>
#include <iostream>

#include "host/core/find.h"
#include "tests/sim/script.h"

namespace baton::sim {
namespace {

long number_from(const char* name, long otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atol(text);
}

// The same town again, with this customer's inputs kept, and the shortest part of them that breaks the same
// rule.
std::vector<Lived> script_of(TownOptions options, const TownFinding& finding, const Also& also = {}) {
  options.recorded = finding.customer;
  options.steps = finding.step;
  Town again(options);
  again.live();
  const core::CustomerId customer{"k" + std::to_string(1000 + finding.customer)};
  return shortened(again.recorded(), customer, again.policy(), also);
}

template <std::size_t Index = 0>
std::vector<std::string_view> not_met(const std::vector<int>& met) {
  if constexpr (Index < std::variant_size_v<core::Fact>) {
    auto rest = not_met<Index + 1>(met);
    if (met[Index] == 0) rest.push_back(std::variant_alternative_t<Index, core::Fact>::kName);
    return rest;
  }
  return {};
}

TEST(Town, weeks_of_thousands_break_a_promise) {
  TownOptions options;
  options.seed = static_cast<std::uint64_t>(number_from("TOWN_SEED", 1));
  options.steps = number_from("TOWN_STEPS", options.steps);
  Town town(options);
  const auto finding = town.live();
  std::cerr << town.steps() << " decisions over " << town.elapsed() / core::kDay << " days\n";
  for (const auto& name : not_met(town.met())) std::cerr << "not met: " << name << "\n";
  if (!finding.problems.empty()) {
    for (const auto& problem : finding.problems)
      ADD_FAILURE() << "seed " << options.seed << ", step " << finding.step << ": " << problem;
    std::cerr << "the shortest script that shows it:\n" << script_text(script_of(options, finding));
  }
  const bool whole = finding.problems.empty() && options.steps >= 1'000'000;
  EXPECT_TRUE(!whole || town.elapsed() >= 12 * core::kDay) << town.elapsed() / core::kDay << " days";
}

TEST(Town, the_same_seed_lives_another_life) {
  TownOptions options;
  options.customers = 200;
  options.steps = 5'000;
  Town once(options);
  Town again(options);
  EXPECT_TRUE(once.live().problems.empty());
  again.live();
  EXPECT_EQ(once.fingerprint(), again.fingerprint());
  options.seed = 2;
  Town other(options);
  other.live();
  EXPECT_NE(once.fingerprint(), other.fingerprint());
}

TEST(Town, a_broken_promise_is_shown_by_hundreds_of_inputs) {
  const auto handed_over_twice = [](const core::CustomerState& state) -> std::string {
    for (const auto& [id, c] : state.cases)
      if (c.handoffs >= 2) return "X: " + id.value + " was handed over twice";
    return {};
  };
  TownOptions options;
  options.customers = 60;
  options.steps = 60'000;
  options.also = handed_over_twice;
  Town town(options);
  const auto finding = town.live();
  ASSERT_FALSE(finding.problems.empty());
  const auto script = script_of(options, finding, handed_over_twice);
  ASSERT_FALSE(script.empty());
  EXPECT_LE(script.size(), 15U) << script_text(script);
  const core::CustomerId customer{"k" + std::to_string(1000 + finding.customer)};
  EXPECT_TRUE(first_problem(script, customer, town.policy(), handed_over_twice).starts_with("X"));
  for (std::size_t left_out = 0; left_out < script.size(); ++left_out) {  // nothing in it is idle
    auto shorter = script;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(left_out));
    EXPECT_FALSE(first_problem(shorter, customer, town.policy(), handed_over_twice).starts_with("X"))
        << script_text(script);
  }
}

}  // namespace
}  // namespace baton::sim
