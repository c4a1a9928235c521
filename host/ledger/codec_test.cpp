// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "host/ledger/codec.h"
#include "host/ledger/random_record.h"

namespace baton::ledger {
namespace {

constexpr unsigned kSeeds = 5;

template <class V, class Check>
void for_each_alternative(const Check& check) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    const auto one = [&]<class T>(std::type_identity<T>) {
      for (unsigned seed = 1; seed <= kSeeds; ++seed) {
        T record{};
        RandomFill(seed).fill(record);
        check(V{record});
      }
      check(V{T{}});
    };
    (one(std::type_identity<std::variant_alternative_t<I, V>>{}), ...);
  }(std::make_index_sequence<std::variant_size_v<V>>{});
}

TEST(Codec, every_fact_comes_back_as_it_was) {
  for_each_alternative<core::Fact>([](const core::Fact& fact) {
    const auto text = to_json(fact);
    const auto back = fact_from_json(name_of(fact), version_of(fact), text);
    ASSERT_TRUE(back) << name_of(fact) << text;
    EXPECT_EQ(back->index(), fact.index());
    EXPECT_EQ(to_json(*back), text) << name_of(fact);
  });
}

TEST(Codec, every_effect_comes_back_as_it_was) {
  for_each_alternative<core::Effect>([](const core::Effect& effect) {
    const auto text = to_json(effect);
    const auto back = effect_from_json(name_of(effect), version_of(effect), text);
    ASSERT_TRUE(back) << name_of(effect) << text;
    EXPECT_EQ(to_json(*back), text) << name_of(effect);
  });
}

TEST(Codec, every_input_comes_back_without_its_words) {
  for_each_alternative<core::Input>([](const core::Input& input) {
    const auto text = to_json(input);
    const auto back = input_from_json(text);
    ASSERT_TRUE(back) << name_of(input) << text;
    EXPECT_EQ(back->index(), input.index());
    EXPECT_EQ(to_json(*back), text) << name_of(input);
  });
}

TEST(Codec, a_state_comes_back_as_it_was) {
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    core::CustomerState state;
    RandomFill(seed).fill(state);
    const auto text = to_json(state);
    const auto back = state_from_json(text);
    ASSERT_TRUE(back);
    EXPECT_EQ(to_json(*back), text);
    EXPECT_EQ(back->threads.size(), state.threads.size());
  }
  EXPECT_EQ(to_json(*state_from_json(to_json(core::CustomerState{}))), to_json(core::CustomerState{}));
}

TEST(Codec, words_of_the_customer_are_never_written) {
  core::CustomerWrote wrote;
  wrote.text.text = "my card is 4242";
  wrote.text.ref = {7, "cafe"};
  wrote.place.addresses.push_back({core::AddressKind::phone, "k", {{8, "beef"}, "+4917012345"}});
  const auto text = to_json(core::Input{wrote});
  EXPECT_EQ(text.find("4242"), std::string::npos);
  EXPECT_EQ(text.find("+4917012345"), std::string::npos);
  EXPECT_NE(text.find(R"("text":{"id":7,"hash":"cafe"})"), std::string::npos) << text;
}

TEST(Codec, a_fact_of_an_older_writer_is_read_with_defaults) {
  const auto fact = fact_from_json("SolvePending", 1, R"({"case_id":"k-c1"})");
  ASSERT_TRUE(fact);
  EXPECT_TRUE(std::get<core::SolvePending>(*fact).pending);
}

TEST(Codec, what_was_asked_before_there_was_a_fallback_is_its_question) {  // B2
  const auto fact = fact_from_json("BriefAsked", 1, R"({"case_id":"k-c1","ask":3,"revision":2})");
  ASSERT_TRUE(fact);
  EXPECT_FALSE(std::get<core::BriefAsked>(*fact).fallback);
  const auto effect = effect_from_json("AskBrief", 1, R"({"case_id":"k-c1","ask":3})");
  ASSERT_TRUE(effect);
  EXPECT_FALSE(std::get<core::AskBrief>(*effect).fallback);
}

TEST(Codec, a_member_of_a_newer_writer_is_passed_over) {
  const auto fact = fact_from_json("SolvePending", 1, R"({"later":[1,{"a":2}],"case_id":"k-c1","pending":false})");
  ASSERT_TRUE(fact);
  EXPECT_FALSE(std::get<core::SolvePending>(*fact).pending);
}

TEST(Codec, what_does_not_fit_is_refused) {
  EXPECT_FALSE(fact_from_json("SolvePending", 2, R"({"case_id":"k-c1"})"));
  EXPECT_FALSE(fact_from_json("NeverHeardOf", 1, "{}"));
  EXPECT_FALSE(fact_from_json("SolvePending", 1, "{"));
  EXPECT_FALSE(fact_from_json("SolvePending", 1, R"({"case_id":7})"));
  EXPECT_FALSE(fact_from_json("SolvePending", 1, "[]"));
  EXPECT_FALSE(fact_from_json("StatusChanged", 1, R"({"to":"no_such_status"})"));
  EXPECT_FALSE(fact_from_json("OwnershipAsked", 1, R"({"ask":-1})"));
  EXPECT_FALSE(fact_from_json("OwnerChanged", 1, R"({"to":"nobody"})"));
  EXPECT_FALSE(input_from_json(R"({"case_id":"k"})"));
  EXPECT_FALSE(state_from_json(""));
}

TEST(Codec, bytes_that_are_no_text_do_not_spoil_a_record) {
  core::AlarmRaised alarm;
  for (const char* bad : {"\xFF", "a\xC3", "\xED\xA0\x80", "\xF0\x9F\x98", "\xC0\x80x"}) {
    alarm.what = bad;
    const core::Fact fact{alarm};
    const auto text = to_json(fact);
    const auto back = fact_from_json("AlarmRaised", 1, text);
    ASSERT_TRUE(back) << text;
    EXPECT_EQ(to_json(*back), text);
    EXPECT_NE(text.find("\xEF\xBF\xBD"), std::string::npos);
  }
}

TEST(Codec, the_largest_numbers_survive) {
  core::BurstEnded ended{{"k-c1"}, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::uint64_t>::max()};
  const core::Fact fact{ended};
  const auto back = fact_from_json("BurstEnded", 1, to_json(fact));
  ASSERT_TRUE(back);
  EXPECT_EQ(std::get<core::BurstEnded>(*back).fingerprint, ended.fingerprint);
  EXPECT_EQ(std::get<core::BurstEnded>(*back).fragments, ended.fragments);
}

}  // namespace
}  // namespace baton::ledger
