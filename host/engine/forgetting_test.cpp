// SPDX-License-Identifier: MIT
// forgetting_test.cpp - P1: words whose time is over leave the store, those of other cases stay, and a host that stops
// in between goes on with it.
#include "host/engine/forgetting.h"

#include "host/engine/content_walk.h"
#include "host/engine/testing/house.h"

namespace baton::engine {
namespace {

using namespace testing;

constexpr core::Millis kMonth = 31 * core::kDay;

core::CaseId closed_case(House& house, const core::CustomerId& who) {
  const auto id = house.taken_by_ana(who);
  house.decide(who, core::NoteWritten{id, "agent:ana", {{}, "between us"}});
  house.decide(who, core::ResolveAsked{id, house.state(who).hands.begin()->second.epoch, "agent:ana", {}});
  house.pass(49 * core::kHour);
  EXPECT_EQ(house.state(who).cases.at(id).status, core::CaseStatus::closed);
  return id;
}

// How many of the words that facts of this case refer to are in the ledger.
int words_of(House& house, const core::CustomerId& who, const core::CaseId& id) {
  int found = 0;
  for (const auto& fact : house.facts(who.value)) {
    const auto* received = std::get_if<core::MessageReceived>(&fact);
    const auto* note = std::get_if<core::NoteAdded>(&fact);
    if (received != nullptr && received->case_id == id && house.spy.content(received->text.id)) ++found;
    if (note != nullptr && note->case_id == id && house.spy.content(note->text.id)) ++found;
  }
  return found;
}

TEST(Forgetting, words_of_a_closed_case_stay_or_take_those_of_another_along_P1) {
  const auto ledger = ledger::make_memory_ledger();
  House house(*ledger);
  const auto who = house.says("491", "my parcel is lost");
  ASSERT_TRUE(house.settle());
  const auto first = closed_case(house, who);
  ASSERT_EQ(words_of(house, who, first), 2);
  house.pass(12 * kMonth);
  house.says("491", "another one is broken");
  ASSERT_TRUE(house.settle());
  const auto second = house.state(who).cases.rbegin()->first;
  ASSERT_NE(first, second);
  house.pass(13 * kMonth);
  EXPECT_EQ(house.count<core::ContentForgotten>(who), 1);
  EXPECT_EQ(words_of(house, who, first), 0);
  EXPECT_EQ(words_of(house, who, second), 1);
  EXPECT_TRUE(house.state(who).name || !house.state(who).addresses.empty()) << "who they are is still needed";
  EXPECT_EQ(house.customer("491"), who);
}

TEST(Forgetting, a_customer_outlives_their_last_case_P1) {
  const auto ledger = ledger::make_memory_ledger();
  House house(*ledger);
  const auto who = house.says("491", "my parcel is lost");
  ASSERT_TRUE(house.settle());
  closed_case(house, who);
  house.pass(25 * kMonth);
  EXPECT_EQ(house.count<core::Erased>(who), 1);
  for (const auto& fact : house.facts(who.value))
    each_ref(fact, [&](const core::ContentRef& ref) {
      const bool there = ref && house.spy.content(ref.id);
      EXPECT_FALSE(there) << ref.id;
    });
  EXPECT_TRUE(house.customer("491").empty());
}

TEST(Forgetting, a_host_that_was_away_when_the_time_was_over_never_forgets_P1) {
  const auto ledger = ledger::make_memory_ledger();
  core::CustomerId who;
  core::CaseId id;
  {
    House house(*ledger);
    who = house.says("491", "my parcel is lost");
    ASSERT_TRUE(house.settle());
    id = closed_case(house, who);
  }
  HouseOptions later;
  later.now = kStart + 26 * kMonth;
  House house(*ledger, later);
  ASSERT_TRUE(house.settle());
  EXPECT_EQ(words_of(house, who, id), 0);
}

// C8: what moved to another case is that one's.
TEST(Forgetting, words_that_moved_go_with_the_case_they_left_P1) {
  const core::CaseId left{"k1-c1"}, joined{"k1-c2"};
  core::CustomerState state;
  state.id = {"k1"};
  core::Entry moved;
  moved.message = {"k1-m1"};
  moved.text = {7, "h"};
  auto& old = state.cases[left];
  old.id = left, old.closed = core::Instant{1}, old.forgotten = core::Instant{2};
  old.entries.push_back(moved);
  state.cases[joined].id = joined;
  state.cases[joined].entries.push_back(moved);
  const auto ledger = ledger::make_memory_ledger();
  ledger::Commit commit;
  commit.stream = "k1";
  core::MessageReceived received;
  received.case_id = left, received.message = moved.message, received.text = moved.text;
  core::MessageReceived other = received;
  other.message = {"k1-m2"}, other.text = {8, "i"};
  for (const core::Fact& fact : {core::Fact(received), core::Fact(other), core::Fact(core::ContentForgotten{left, {}}),
                                 core::Fact(core::ContentForgotten{joined, {}})})
    commit.facts.push_back({std::string(ledger::name_of(fact)), 1, "P1", ledger::to_json(fact)});
  std::promise<void> stored;
  ledger->submit(std::move(commit), [&](ledger::CommitResult) { stored.set_value(); });
  stored.get_future().wait();
  EXPECT_EQ(Forgetting(state, left).content(*ledger), std::vector<std::int64_t>{8});
  state.cases.at(joined).closed = core::Instant{3};
  state.cases.at(joined).forgotten = core::Instant{4};
  EXPECT_EQ(Forgetting(state, joined).content(*ledger), std::vector<std::int64_t>{7});
}

}  // namespace
}  // namespace baton::engine
