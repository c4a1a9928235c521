// SPDX-License-Identifier: MIT
// classifier_test.cpp - a classifier asked on behalf of a case (I9): what it is shown, what comes back, and what
// becomes of an answer that is none (O6, I4). Decided again, nothing asks it.
#include <gtest/gtest.h>

#include "host/core/evolve.h"
#include "host/core/testing/dump.h"
#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

class ClassifierTest : public ::testing::Test {
 protected:
  static HouseOptions options(const std::shared_ptr<FakeClassifier>& classifier) {
    HouseOptions options;
    options.policy = core::testing::triage_policy();
    options.policy.triage.classifiers = {{"classifiers.0", "vendor", 700, 500, {}}};
    options.classifier = classifier;
    return options;
  }
  core::LabelsSettled settled(const core::CustomerId& id) {
    core::LabelsSettled last;
    for (const auto& fact : house.facts(id.value))
      if (const auto* known = std::get_if<core::LabelsSettled>(&fact)) last = *known;
    return last;
  }

  std::shared_ptr<FakeClassifier> classifier = std::make_shared<FakeClassifier>();
  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  House house{*memory, options(classifier)};
};

TEST_F(ClassifierTest, what_it_says_is_not_among_the_reasons_I9) {
  classifier->intents = {{"refund", 900}};
  const auto id = house.says("+491", "they kept my money");
  ASSERT_TRUE(house.settle());
  EXPECT_EQ(classifier->shown(), std::vector<std::string>{"they kept my money"});
  EXPECT_EQ(classifier->budget_ms, 700u);
  EXPECT_EQ(settled(id).outcome, "taken");
  house.pass(6 * core::kSecond);
  const auto state = house.state(id);
  EXPECT_EQ(state.cases.begin()->second.triage.lane.value, "revenue");
  EXPECT_EQ(state.cases.begin()->second.handoff.lane.value, "revenue");
}

TEST_F(ClassifierTest, it_is_shown_a_card_I4) {
  house.says("+491", "my card is 4111 1111 1111 1111 ok");
  house.pass(6 * core::kSecond);
  house.says("+491", "or take 5500 0055 5555 5559");
  ASSERT_TRUE(house.settle());
  ASSERT_FALSE(classifier->shown().empty());
  for (const auto& text : classifier->shown()) {
    EXPECT_EQ(text.find("4111 1111"), std::string::npos) << text;
    EXPECT_EQ(text.find("5500 0055"), std::string::npos) << text;
  }
}

TEST_F(ClassifierTest, a_card_it_makes_up_is_stored_I4_O6) {
  classifier->intents = {{"4111 1111 1111 1111", 900}};
  const auto id = house.says("+491", "hello");
  ASSERT_TRUE(house.settle());
  EXPECT_EQ(settled(id).outcome, "refused");
  EXPECT_EQ(classifier->refusals, 1) << "counted against the plugin";
  for (const auto& row : house.spy.history(id.value, 0, 1000)) EXPECT_EQ(row.json.find("1111"), std::string::npos);
  for (const auto& row : house.spy.inputs(id.value, 0, 1000)) EXPECT_EQ(row.json.find("1111"), std::string::npos);
}

TEST_F(ClassifierTest, an_intent_nobody_configured_is_taken_or_stored_O6) {
  classifier->intents = {{"refund", 900}, {"horoscope", 900}};
  const auto id = house.says("+491", "hello");
  ASSERT_TRUE(house.settle());
  EXPECT_EQ(settled(id).outcome, "refused");
  EXPECT_TRUE(house.state(id).cases.begin()->second.triage.seen.empty());
  for (const auto& row : house.spy.inputs(id.value, 0, 1000)) EXPECT_EQ(row.json.find("horoscope"), std::string::npos);
}

TEST_F(ClassifierTest, one_that_fails_holds_up_first_line_O6) {
  classifier->status = BATON_UNAVAILABLE;
  const auto id = house.says("+491", "hello");
  ASSERT_TRUE(house.settle());
  EXPECT_EQ(settled(id).outcome, "failed");
  EXPECT_EQ(house.count<core::SeatOpened>(id), 1);
}

TEST_F(ClassifierTest, an_answer_the_case_did_not_wait_for_is_not_counted_O6) {
  classifier->intents = {{"refund", 900}};
  const auto id = house.says("+491", "they kept my money");
  ASSERT_TRUE(house.settle());
  house.decide(id, core::LabelsGiven{house.state(id).cases.begin()->first, 1, "vendor", "1.0.0", {}, {}});
  EXPECT_EQ(settled(id).outcome, "late");
  EXPECT_EQ(classifier->late_answers, 1);
}

TEST_F(ClassifierTest, replaying_its_history_needs_it_C7) {
  classifier->intents = {{"refund", 900}};
  const auto id = house.says("+491", "they kept my money");
  house.pass(6 * core::kSecond);
  core::CustomerState folded;
  folded.id = id;
  for (const auto& row : house.spy.history(id.value, 0, 1000))
    core::evolve(folded, *ledger::fact_from_json(row.name, row.version, row.json), row.at);
  EXPECT_EQ(core::testing::dump(folded), core::testing::dump(house.state(id)));
}

}  // namespace
}  // namespace baton::engine::testing
