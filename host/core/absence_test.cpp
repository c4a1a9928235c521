// SPDX-License-Identifier: MIT
// absence_test.cpp - O7: nobody waits for somebody who is not there, and nobody loses what can wait. C2: the rota by
// time.
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

Policy cover_policy() {
  auto policy = test_policy();
  policy.sla[""][Priority::medium] = {kHour, 4 * kHour, 0, true};
  return policy;
}

TEST(Absence, what_is_due_before_the_next_shift_moves_to_the_lead_in_time) {
  World w(cover_policy());
  const auto id = w.owned_case();
  w.says("and?");  // an answer is due in four hours
  w.decide(OwnerLeft{{"ana"}, w.now + 10 * kHour});
  EXPECT_EQ(w.owner(id), "agent:ana");
  w.pass(3 * kHour + 30 * kMinute);
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_EQ(w.hand(id).cover_for, AgentId{"ana"});
  EXPECT_EQ(w.last<OwnerChanged>().cover, AgentId{"ana"});
}

TEST(Absence, what_is_not_due_stays) {
  World w(cover_policy());
  const auto id = w.owned_case();
  w.says("and?");
  w.decide(OwnerLeft{{"ana"}, w.now + 3 * kHour});
  w.pass(3 * kHour);
  EXPECT_EQ(w.owner(id), "agent:ana");
  w.decide(OwnerReturned{{"ana"}});
  w.pass(kHour);
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_TRUE(w.state.away.empty());
}

TEST(Absence, it_goes_back_if_nobody_wrote) {
  World w(cover_policy());
  const auto id = w.owned_case();
  w.says("and?");
  w.decide(OwnerLeft{{"ana"}, w.now + 10 * kHour});
  w.pass(4 * kHour);
  ASSERT_EQ(w.owner(id), "lead:general");
  const auto epoch = w.hand(id).epoch;
  w.decide(OwnerReturned{{"ana"}});
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_EQ(w.hand(id).epoch, epoch + 1);
  EXPECT_TRUE(w.hand(id).cover_for.empty());
}

TEST(Absence, who_wrote_meanwhile_goes_on) {
  World w(cover_policy());
  const auto id = w.owned_case();
  w.says("and?");
  w.decide(OwnerLeft{{"ana"}, w.now + 10 * kHour});
  w.pass(4 * kHour);
  w.taken(w.replies(id, "dan", "I stand in for Ana"));  // C2: the deputy writes for the office
  w.decide(OwnerReturned{{"ana"}});
  EXPECT_EQ(w.owner(id), "lead:general");
}

TEST(Absence, a_deleted_agent_is_away_for_ever) {
  World w(cover_policy());
  const auto id = w.owned_case();
  w.decide(OwnerLeft{{"ana"}, {}});
  w.pass(kDay);
  EXPECT_EQ(w.owner(id), "lead:general");  // when the window's word was due
}

TEST(Absence, an_answer_that_is_ready_does_not_wait) {  // K: L2 answers at night, owner away
  World w(cover_policy());
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  w.acts(item, WorkActed::Act::claim, "tom");
  w.decide(OwnerLeft{{"ana"}, w.now + kHour});
  EXPECT_EQ(w.owner(id), "agent:ana");
  w.decide(WorkAnswered{item, {"tom"}, content("it is found"), false});
  EXPECT_EQ(w.owner(id), "lead:general");
}

TEST(Absence, one_who_has_nothing_here_is_not_noted) {
  World w;
  w.owned_case();
  w.decide(OwnerLeft{{"ben"}, {}});
  EXPECT_EQ(w.total<AgentLeft>(), 0);
  w.decide(OwnerLeft{{"ana"}, {}});
  w.decide(OwnerLeft{{"ana"}, {}});
  EXPECT_EQ(w.total<AgentLeft>(), 1);
}

TEST(Absence, the_lead_relieves_a_work_owner_who_is_away_when_the_goal_is_over) {  // G2
  auto policy = cover_policy();
  policy.lanes[{"technical"}].goal_ms = 2 * kHour;
  World w(policy);
  const auto item = w.work_of(w.escalated_case());
  w.acts(item, WorkActed::Act::claim, "tom");
  w.acts(item, WorkActed::Act::release, "tess");
  EXPECT_EQ(w.refusals.size(), 1u);
  w.decide(OwnerLeft{{"tom"}, {}});
  w.acts(item, WorkActed::Act::release, "tess");
  EXPECT_EQ(w.refusals.size(), 1u) << "away, but in time";
  w.pass(2 * kHour);
  w.acts(item, WorkActed::Act::release, "tina");
  EXPECT_EQ(w.refusals.size(), 1u) << "no lead";
  w.acts(item, WorkActed::Act::release, "tess");
  EXPECT_TRUE(w.item(item).owner.empty());
  EXPECT_EQ(w.last<ItemReleased>().reason, "absence");
}

// C2: the rota's turn is no change of owner; who has it may write.
TEST(Rota, who_leads_depends_on_the_time_and_there_is_always_a_name) {
  auto policy = test_policy();
  Hours mornings;
  mornings.always = false;
  for (auto& day : mornings.week) day = {{0, 12 * kHour}};
  policy.default_lead = {"cleo"};
  policy.lanes[{"general"}].rotas = {{{}, {}, {{"ben"}}, {{mornings, {"lea"}, {"dan"}}}}};
  const Instant morning{20'786 * kDay + 9 * kHour}, evening{20'786 * kDay + 20 * kHour};
  EXPECT_EQ(policy.leads_at({"general"}, morning), (std::vector<AgentId>{{"lea"}, {"dan"}, {"ben"}, {"cleo"}}));
  EXPECT_EQ(policy.leads_at({"general"}, evening), (std::vector<AgentId>{{"ben"}, {"cleo"}}));
  EXPECT_TRUE(policy.may_write_for({"dan"}, {"general"}, morning));
  EXPECT_FALSE(policy.may_write_for({"ben"}, {"general"}, morning)) << "called only when nobody has the turn";
  EXPECT_TRUE(policy.may_write_for({"ben"}, {"general"}, evening));
  EXPECT_FALSE(policy.may_write_for({"lea"}, {"general"}, evening));
  EXPECT_TRUE(policy.may_write_for({"cleo"}, {"general"}, morning));
  EXPECT_FALSE(policy.may_write_for({"ana"}, {"general"}, evening));
}

TEST(Rota, both_write_for_the_office_and_each_word_says_who) {  // C2
  World w;
  const auto id = w.says("hello");
  const auto first = w.replies(id, "lea", "good morning");
  const auto second = w.replies(id, "dan", "we are on it");
  EXPECT_EQ(w.send(first).person, AgentId{"lea"});
  EXPECT_EQ(w.send(second).person, AgentId{"dan"});
  EXPECT_EQ(w.total<OwnerChanged>(), 0);
}

TEST(Offers, a_vip_is_offered_on_after_half_a_minute) {  // R2
  World w;
  w.policy.default_segment = "enterprise";
  const auto id = w.says("hello");
  w.present(w.seat_of(id), {"ana", "ben"});
  EXPECT_EQ(w.last<OfferMade>().until, w.now + 30 * kSecond);
}

}  // namespace
}  // namespace baton::core::testing
