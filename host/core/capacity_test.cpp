// SPDX-License-Identifier: MIT
// capacity_test.cpp - what counts against an agent's capacity (R5): a thread on which the next word is ours, once, and
// as much as its channel says.
#include "host/core/capacity.h"

#include "host/core/find.h"
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

using Cases = std::set<CaseId>;

TEST(Capacity, R5_a_thread_counts_from_the_customers_word_to_our_answer) {
  World w;
  const auto id = w.owned_case();
  w.says("and one more thing");
  EXPECT_EQ(owing_cases(w.state), Cases{id});
  w.taken(w.replies(id, "ana", "It is on its way."));
  EXPECT_EQ(owing_cases(w.state), Cases{}) << "the customer has the next word";
  w.says("it did not come");
  EXPECT_EQ(owing_cases(w.state), Cases{id});
}

TEST(Capacity, R5_an_answer_the_channel_has_not_taken_answers_nothing) {
  World w;
  const auto id = w.owned_case();
  w.says("and one more thing");
  w.replies(id, "ana", "It is on its way.");
  EXPECT_EQ(owing_cases(w.state), Cases{id});
}

TEST(Capacity, R5_what_waits_for_the_customer_or_is_settled_counts_for_nothing) {
  World w;
  const auto id = w.owned_case();
  w.says("and one more thing");
  w.waits(id, "agent:ana");
  EXPECT_EQ(owing_cases(w.state), Cases{});
  w.says("here it is");
  EXPECT_EQ(owing_cases(w.state), Cases{id});
  w.resolves(id, "agent:ana");
  EXPECT_EQ(owing_cases(w.state), Cases{});
}

TEST(Capacity, R5_who_let_specialists_look_into_it_owes_the_customer_what_they_find) {
  World w;
  const auto id = w.escalated_case();
  w.taken(w.replies(id, "ana", "We are looking into it."));
  EXPECT_EQ(owing_cases(w.state), Cases{id});
}

TEST(Capacity, R5_what_somebody_is_offered_takes_what_its_kind_and_channel_say) {
  World w;
  w.policy.capacity = {1000, 500, 250};
  const auto id = w.escalated_case();
  const auto work = w.work_of(id);
  EXPECT_EQ(units_of(w.state, w.item(work), w.policy), 250);
  EXPECT_EQ(units_of_channel(w.policy, "whatsapp"), 1000);
  EXPECT_EQ(units_of_channel(w.policy, "email"), 500);
}

}  // namespace
}  // namespace baton::core::testing
