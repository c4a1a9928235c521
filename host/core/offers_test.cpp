// SPDX-License-Identifier: MIT
// offers_test.cpp - the host's choice judged (R5), the pod of a VIP asked at once (R2, R7), who is on call.
#include "host/core/queue_wish.h"
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

using Act = WorkActed::Act;

CandidatesFound chosen(const WorkId& item, Candidate candidate) {
  CandidatesFound found;
  found.item = item;
  found.candidates.push_back(std::move(candidate));
  return found;
}

TEST(Offers, R5_a_choice_that_is_stale_or_breaks_a_rule_is_not_followed) {
  World w;
  const auto id = w.says("hello");
  const auto seat = w.seat_of(id);
  for (const auto& wrong : {Candidate{{"tom"}, {}, 0, 5000, w.now}, Candidate{{"ana"}, {}, 5000, 5000, w.now},
                            Candidate{{"nobody"}, {}, 0, 5000, w.now}}) {
    w.decide(chosen(seat, wrong));
    EXPECT_EQ(w.item(seat).state, WorkState::open) << wrong.agent.value;
  }
  w.acts(seat, Act::claim, "ben");
  w.decide(chosen(seat, {{"ana"}, {}, 0, 5000, w.now}));
  EXPECT_TRUE(w.facts.empty()) << "taken meanwhile";
  EXPECT_EQ(w.owner(id), "agent:ben");
}

TEST(Offers, R5_O7_who_left_since_the_host_looked_is_not_offered_it) {
  World w;
  const auto seat = w.seat_of(w.says("hello"));
  const auto looked = w.now;
  w.pass(kSecond);
  w.state.away[{"ana"}] = {w.now, {}};  // as the absence of an owner leaves it
  w.decide(chosen(seat, {{"ana"}, {}, 1000, 5000, looked}));
  EXPECT_EQ(w.item(seat).state, WorkState::open);
  w.pass(kMinute);
  w.decide(chosen(seat, {{"ana"}, {}, 1000, 5000, w.now}));
  EXPECT_EQ(w.item(seat).offered_to.value, "ana") << "back since then";
}

TEST(Offers, R6_an_offer_says_how_often_the_item_was_overtaken) {
  World w;
  const auto seat = w.seat_of(w.says("hello"));
  auto found = chosen(seat, {{"ana"}, {}, 0, 5000, w.now});
  found.overtaken = 7;
  w.decide(std::move(found));
  EXPECT_EQ(w.last<OfferMade>().overtaken, 7);
  w.acts(seat, Act::decline, "ana");
  EXPECT_EQ(w.item(seat).overtaken, 7) << "a decline keeps the age";
}

TEST(Offers, R5_R8_the_customers_language_is_asked_for_until_it_was_looked_for_in_vain) {
  World w;
  w.policy.agents.at({"ana"}).languages = {"en-GB"};
  for (const char* other : {"ben", "lea", "dan"}) w.policy.agents.at({other}).languages = {"fr"};
  const auto seat = w.seat_of(w.says("hello"));
  EXPECT_EQ(queue_wish(w.state, w.item(seat), w.policy).language, "en");
  w.present(seat, {});
  EXPECT_EQ(queue_wish(w.state, w.item(seat), w.policy).language, "en");
  w.pass(kMinute);
  w.present(seat, {});
  EXPECT_EQ(queue_wish(w.state, w.item(seat), w.policy).language, "");
  EXPECT_TRUE(w.last<CandidatesGiven>().any_language);
  w.policy.agents.at({"ana"}).languages = {"de"};
  const auto another = w.seat_of(w.says("hello", "mail"));
  EXPECT_EQ(queue_wish(w.state, w.item(another), w.policy).language, "") << "nobody of the lane speaks it";
}

TEST(Offers, R6_what_it_asks_of_the_queue) {
  World w;
  const auto id = w.escalated_case();
  const auto item = w.work_of(id);
  auto wish = queue_wish(w.state, w.item(item), w.policy);
  EXPECT_TRUE(wish.waits);
  EXPECT_EQ(wish.priority, w.at(id).priority);
  EXPECT_NE(wish.work_type, 3);
  w.present(item, {"tom"});
  EXPECT_FALSE(queue_wish(w.state, w.item(item), w.policy).waits) << "somebody has it before them";
  w.acts(item, Act::decline, "tom");
  EXPECT_TRUE(queue_wish(w.state, w.item(item), w.policy).waits);
}

// A customer of tier enterprise, whose pod is the lane vip.
struct Vip : World {
  explicit Vip(std::initializer_list<const char*> pod = {"ben", "dan"}) : World(triage_policy()) {
    for (const char* agent : pod) policy.agents.at({agent}).skills.push_back({"vip"});
    const auto first = says("hello");
    acts(seat_of(first), Act::claim, "ana");
    decide(SignalReported{"tier_changed", "enterprise", {}, {}, now, "service:crm"});
    resolves(first, "agent:ana");
    pass(49 * kHour);
    id = says("hello again");
    seat = seat_of(id);
  }
  CaseId id;
  WorkId seat;
};

TEST(Offers, R2_R7_the_pod_of_a_vip_is_asked_at_once_for_thirty_seconds) {
  Vip w;
  ASSERT_EQ(w.item(w.seat).lane.value, "vip");
  EXPECT_TRUE(queue_wish(w.state, w.item(w.seat), w.policy).at_once);
  w.present(w.seat, {"ben", "dan"});
  EXPECT_EQ(w.count<OfferMade>(), 2);
  EXPECT_TRUE(w.item(w.seat).offered({"ben"}));
  EXPECT_TRUE(w.item(w.seat).offered({"dan"}));
  EXPECT_EQ(w.item(w.seat).offered_until, w.now + 30 * kSecond);
}

TEST(Offers, R2_G2_the_first_accept_wins_and_the_others_are_told_who) {
  Vip w;
  w.present(w.seat, {"ben", "dan"});
  w.acts(w.seat, Act::accept, "dan");
  EXPECT_EQ(w.owner(w.id), "agent:dan");
  EXPECT_EQ(w.last<OfferEnded>().agent.value, "ben");
  EXPECT_EQ(w.last<OfferEnded>().how, "taken");
  w.acts(w.seat, Act::accept, "ben");
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals[0].kind, Refusal::Kind::taken);
  EXPECT_EQ(w.refusals[0].owner, "agent:dan");
}

TEST(Offers, R2_one_who_declines_leaves_it_to_the_others) {
  Vip w;
  w.present(w.seat, {"ben", "dan"});
  w.acts(w.seat, Act::decline, "ben");
  EXPECT_EQ(w.item(w.seat).state, WorkState::offered);
  EXPECT_EQ(w.item(w.seat).offered_to.value, "dan");
  EXPECT_EQ(w.item(w.seat).declined_by, (std::vector<AgentId>{{"ben"}}));
}

TEST(Offers, R2_where_nobody_of_the_pod_accepts_in_time_who_is_on_call_is_asked_and_told) {
  Vip w;
  w.present(w.seat, {"ben", "dan"});
  w.pass(30 * kSecond);
  EXPECT_EQ(w.item(w.seat).offered_to.value, "lead-vip");
  EXPECT_EQ(w.last<AlarmRaised>().party, "agent:lead-vip");
  w.acts(w.seat, Act::accept, "lead-vip");
  EXPECT_EQ(w.owner(w.id), "agent:lead-vip");
}

TEST(Offers, R2_out_of_hours_who_is_on_call_is_asked_at_once) {
  Vip w;
  w.present(w.seat, {});
  EXPECT_EQ(w.item(w.seat).offered_to.value, "lead-vip");
}

TEST(Offers, R2_other_customers_are_offered_to_one_after_the_other) {
  World w;
  const auto seat = w.seat_of(w.says("hello"));
  w.present(seat, {"ana", "ben"});
  EXPECT_EQ(w.count<OfferMade>(), 1);
  EXPECT_FALSE(queue_wish(w.state, w.item(seat), w.policy).at_once);
}

}  // namespace
}  // namespace baton::core::testing
