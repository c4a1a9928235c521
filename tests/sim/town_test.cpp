// SPDX-License-Identifier: MIT
// town_test.cpp - a town of thousands for weeks, watched after every decision; and proof that a broken promise would be
// noticed and shown by a short script.
//
//   TOWN_SEED=17 TOWN_STEPS=200000 build/tests/town_test --gtest_filter='Town.weeks*'      another town, shorter
#include <cstdlib>
#include <iostream>

#include "tests/sim/faulty_hosts.h"
#include "tests/sim/town.h"

namespace baton::sim {
namespace {

constexpr long kWhole = 1'000'000;

long number_from(const char* name, long otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atol(text);
}

// The same town again, with what one customer's cases went through kept; of it the shortest part that breaks the rule.
std::vector<Lived> script_of(TownOptions options, const TownFinding& finding, const std::string& rule) {
  options.recorded = finding.customer;
  options.steps = finding.step + 1;
  Town again(options);
  again.live();
  return shortened(again.recorded(), {Town::customer_id(finding.customer), &again.policy(), options.host, options.also},
                   rule);
}

std::vector<QueueStep> queue_script_of(TownOptions options, const TownFinding& finding) {
  options.record_queue = true;
  options.steps = finding.step + 1;
  Town again(options);
  again.live();
  return shortened(again.queue_steps(), options.max_overtaken, options.host_overtaken);
}

void print(const TownOptions& options, const TownFinding& finding) {
  for (const auto& problem : finding.problems)
    ADD_FAILURE() << "seed " << options.seed << ", step " << finding.step << ": " << problem;
  const auto rule = rule_of(finding.problems.front());
  std::cerr << "the shortest script that shows " << rule << " again:\n"
            << (finding.customer < 0 ? script_text(queue_script_of(options, finding))
                                     : script_text(script_of(options, finding, rule)));
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

// A whole town lives for weeks, hands conversations over under every model, and comes across every kind of fact.
void expect_rich(const Town& town) {
  EXPECT_GE(town.elapsed(), 12 * core::kDay) << town.elapsed() / core::kDay << " days";
  for (const auto* model : {"l1_owns", "reassign", "control_tower"})
    EXPECT_GT(town.counts().offers.count(model), 0U) << "nobody was offered anything under " << model;
  for (const auto* rule : {"C2", "G2", "R3", "R5"})
    EXPECT_GT(town.counts().refused.count(rule), 0U) << "no strategy broke " << rule;
  for (const auto& name : not_met(town.counts().facts))
    if (name != core::ContentForgotten::kName)  // months later; the walks of sim_test live as long
      ADD_FAILURE() << "the town never came across " << name;
}

TEST(Town, weeks_of_thousands_break_a_promise) {
  TownOptions options;
  options.seed = static_cast<std::uint64_t>(number_from("TOWN_SEED", 1));
  options.steps = number_from("TOWN_STEPS", kWhole);
  Town town(options);
  const auto finding = town.live();
  std::cerr << town.steps() << " decisions over " << town.elapsed() / core::kDay << " days; overtaken at most "
            << town.most_overtaken() << " times\n";
  for (const auto& [model, offers] : town.counts().offers)
    std::cerr << "  offers under " << model << ": " << offers << "\n";
  for (const auto& [rule, times] : town.counts().refused)
    std::cerr << "  strategies refused for " << rule << ": " << times << "\n";
  if (!finding.problems.empty()) return print(options, finding);
  EXPECT_EQ(town.steps(), options.steps);
  if (options.steps >= kWhole) expect_rich(town);
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
  const auto script = script_of(options, finding, "X");
  ASSERT_FALSE(script.empty());
  EXPECT_LE(script.size(), 60U) << script_text(script);
  const Scene scene{Town::customer_id(finding.customer), &town.policy(), options.host, handed_over_twice};
  EXPECT_TRUE(shows(first_problems(script, scene), "X"));
  for (std::size_t left_out = 0; left_out < script.size(); ++left_out) {  // nothing in it is idle
    auto shorter = script;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(left_out));
    EXPECT_FALSE(shows(first_problems(shorter, scene), "X")) << script_text(script);
  }
}

TEST(Town, a_host_that_breaks_a_promise_goes_unnoticed) {
  for (const auto& fault : faults()) {
    TownOptions options;
    options.customers = 100;
    options.steps = 60'000;
    options.host = fault.host;
    Town town(options);
    const auto finding = town.live();
    ASSERT_FALSE(finding.problems.empty()) << fault.name;
    EXPECT_TRUE(shows(finding.problems, fault.rule)) << fault.name << ": " << finding.problems.front();
    const auto script = script_of(options, finding, fault.rule);
    std::cerr << "  " << script.size() << " inputs show: " << fault.name << "\n";
    EXPECT_LE(script.size(), 80U) << fault.name << "\n" << script_text(script);
    const Scene scene{Town::customer_id(finding.customer), &town.policy(), fault.host, {}};
    EXPECT_TRUE(shows(first_problems(script, scene), fault.rule)) << fault.name;
  }
}

TEST(Town, what_was_not_masked_is_stored_and_nobody_sees_it) {
  TownOptions options;
  options.customers = 100;
  options.steps = 20'000;
  options.leaky = true;
  Town town(options);
  const auto finding = town.live();
  ASSERT_FALSE(finding.problems.empty());
  EXPECT_TRUE(shows(finding.problems, "I4")) << finding.problems.front();
  EXPECT_LE(script_of(options, finding, "I4").size(), 2U);
}

TEST(Town, somebody_is_overtaken_for_ever_and_nobody_counts) {
  TownOptions options;
  options.customers = 600;
  options.steps = 200'000;
  options.max_overtaken = 2;
  options.host_overtaken = 1000;
  Town town(options);
  const auto finding = town.live();
  ASSERT_FALSE(finding.problems.empty()) << "overtaken at most " << town.most_overtaken() << " times";
  EXPECT_TRUE(shows(finding.problems, "R6")) << finding.problems.front();
  const auto script = queue_script_of(options, finding);
  EXPECT_FALSE(first_problem(script, options.max_overtaken, options.host_overtaken).empty()) << script_text(script);
  EXPECT_TRUE(first_problem(script, options.max_overtaken, options.max_overtaken).empty()) << script_text(script);
  EXPECT_LE(script.size(), 20U) << script_text(script);
}

}  // namespace
}  // namespace baton::sim
