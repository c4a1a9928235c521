// SPDX-License-Identifier: MIT
// story_test.cpp - what `baton explain` tells is whole: no kind of fact without a sentence, no sentence with
// a hole.
#include "host/http/story.h"

#include <gtest/gtest.h>

#include "host/core/facts.h"
#include "host/ledger/codec.h"
#include "host/ledger/random_record.h"

namespace baton::http {
namespace {

template <std::size_t... I>
std::vector<core::Fact> one_of_each(std::index_sequence<I...>) {
  ledger::RandomFill fill(7);
  std::vector<core::Fact> facts;
  const auto add = [&]<class T>(T fact) {
    fill.fill(fact);
    facts.emplace_back(std::move(fact));
  };
  (add(std::variant_alternative_t<I, core::Fact>{}), ...);
  return facts;
}

ledger::StoredFact stored(const core::Fact& fact) {
  ledger::StoredFact row;
  row.name = std::string(ledger::name_of(fact));
  row.json = ledger::to_json(fact);
  return row;
}

TEST(Story, a_kind_of_fact_is_not_told) {  // I9
  for (const auto& fact : one_of_each(std::make_index_sequence<std::variant_size_v<core::Fact>>{}))
    EXPECT_TRUE(has_sentence(ledger::name_of(fact)))
        << "story.cpp: give " << ledger::name_of(fact) << " a sentence";
}

TEST(Story, a_sentence_names_a_field_that_its_fact_does_not_have) {
  for (const auto& fact : one_of_each(std::make_index_sequence<std::variant_size_v<core::Fact>>{})) {
    const auto words = sentence_of(stored(fact));
    EXPECT_EQ(words.find("nothing"), std::string::npos) << ledger::name_of(fact) << ": " << words;
    EXPECT_EQ(words.find_first_of("{}[]"), std::string::npos) << words;
  }
}

TEST(Story, what_was_not_said_leaves_a_hole_in_the_sentence) {
  core::HandoffDecided decided;
  decided.trigger = "H8";
  decided.by = "customer";
  EXPECT_EQ(sentence_of(stored(decided)), "a handoff was decided (H8) by customer");
  decided.lane = {"technical"};
  decided.desk = true;
  EXPECT_EQ(sentence_of(stored(decided)),
            "a handoff was decided (H8) by customer to lane technical to the desk");
}

TEST(Story, a_damaged_fact_ends_the_story) {
  ledger::StoredFact row;
  row.name = "OwnerChanged";
  row.json = "{";
  EXPECT_EQ(sentence_of(row), "the conversation went from nothing to nothing (epoch nothing): nothing");
  row.name = "SomethingNewer";
  EXPECT_EQ(sentence_of(row), "SomethingNewer");
}

}  // namespace
}  // namespace baton::http
