// SPDX-License-Identifier: MIT
// handoff_test.cpp - the order of a handoff, the kinds of word it allows, and that no strategy can break it
// (C2-C5, O2, O6, R9).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

OwnershipProposed proposal(const CaseId& id, const std::string& action, const std::string& lane = "", const std::string& agent = "") {
  OwnershipProposed answer;
  answer.case_id = id;
  answer.action = action;
  answer.lane = {lane};
  answer.agent = {agent};
  answer.model = "l1_owns";
  return answer;
}

int words_of(const World& w, SendPurpose purpose) {
  int n = 0;
  for (const auto& [id, send] : w.state.sends) n += send.purpose == purpose ? 1 : 0;
  return n;
}

TEST(Handoff, decision_brief_offer_accept_epoch_told_in_this_order) {  // C4
  World w;
  const auto id = w.says("talk to a person", "bot");
  w.strategy_says(proposal(id, "lane", "general"));
  EXPECT_EQ(w.total<CandidatesAsked>(), 0);  // not before the brief
  w.brief_comes(id);
  w.present(w.seat_of(id), {"ana"});
  const auto epoch = w.hand(id).epoch;
  w.acts(w.seat_of(id), WorkActed::Act::accept, "ana");
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_EQ(w.hand(id).epoch, epoch + 1);
  std::vector<std::string> order;
  for (const auto& [at, ruled] : w.history)
    std::visit(
        [&](const auto& fact) {
          const std::string name(fact.kName);
          for (const auto* wanted : {"HandoffDecided", "BriefReady", "OfferMade", "ItemTaken", "OwnerChanged"})
            if (name == wanted) order.push_back(name);
          if constexpr (std::is_same_v<std::decay_t<decltype(fact)>, SendQueued>) order.push_back(std::string(word(fact.purpose)));
        },
        ruled.fact);
  EXPECT_EQ(order, (std::vector<std::string>{"HandoffDecided", "OwnerChanged", "acknowledgement", "BriefReady", "OfferMade",
                                             "ItemTaken", "OwnerChanged", "announcement"}));
}

TEST(Handoff, a_human_stays_owner_while_it_is_offered) {  // C4
  World w;
  const auto id = w.owned_case("ana");
  w.hands_off(id, "agent:ana", "technical", "reassign");
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_EQ(words_of(w, SendPurpose::acknowledgement), 0);
  w.strategy_fails(id);
  w.brief_comes(id);
  w.present(w.seat_of(id), {"tom"});
  EXPECT_EQ(w.owner(id), "agent:ana");
  w.acts(w.seat_of(id), WorkActed::Act::accept, "tom");
  EXPECT_EQ(w.owner(id), "agent:tom");
  EXPECT_EQ(w.at(id).lane.value, "technical");
  EXPECT_EQ(words_of(w, SendPurpose::announcement), 1);
}

TEST(Handoff, accepting_a_work_item_moves_no_conversation) {  // C4, O2
  World w;
  const auto id = w.escalated_case("ana");
  const auto epoch = w.hand(id).epoch;
  w.acts(w.work_of(id), WorkActed::Act::claim, "tom");
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_EQ(w.hand(id).epoch, epoch);
  EXPECT_EQ(words_of(w, SendPurpose::announcement), 0);
}

TEST(Handoff, after_a_bot_the_lead_of_the_lane_where_one_is_sought_owns_it) {  // C4
  World a;
  const auto in_model_a = a.says("hello", "bot");
  a.hands_off(in_model_a, "bot:helper", "technical");
  EXPECT_EQ(a.owner(in_model_a), "lead:general");

  World b;
  const auto in_model_b = b.says("hello", "bot");
  b.hands_off(in_model_b, "bot:helper", "technical", "reassign");
  EXPECT_EQ(b.owner(in_model_b), "lead:technical");
}

TEST(Handoff, one_acknowledgement_per_wait) {  // C5
  World w;
  const auto id = w.says("talk to a person", "bot");
  w.strategy_fails(id);
  w.hands_off(id, "agent:lea", "technical");
  w.strategy_fails(id);
  w.says("talk to a person", "bot");
  EXPECT_EQ(words_of(w, SendPurpose::acknowledgement), 1);
}

TEST(Handoff, no_announcement_when_the_party_the_customer_sees_is_the_same) {  // C5
  World w;
  const auto id = w.owned_case("ana");
  w.hands_off(id, "agent:ana", "general");
  w.strategy_fails(id);
  w.brief_comes(id);
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ben");
  EXPECT_EQ(w.owner(id), "agent:ben");
  EXPECT_EQ(words_of(w, SendPurpose::announcement), 0);
}

TEST(Handoff, a_stale_owner_cannot_hand_over) {  // C3
  World w;
  const auto id = w.owned_case("ana");
  const auto old = w.hand(id).epoch;
  w.assigns(id, "ben");
  HandoffAsked asked;
  asked.case_id = id;
  asked.epoch = old;
  asked.by = "agent:ana";
  asked.lane = {"technical"};
  w.decide(asked);
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals[0].kind, Refusal::Kind::stale_epoch);
  EXPECT_EQ(w.refusals[0].owner, "agent:ben");
  EXPECT_EQ(w.refusals[0].epoch, w.hand(id).epoch);
}

TEST(Handoff, a_strategy_that_proposes_nobody_is_refused_and_the_default_used) {  // O6, C2
  for (const auto& answer : {proposal({}, ""), proposal({}, "nobody"), proposal({}, "agent"), proposal({}, "agent", "", "ghost"),
                             proposal({}, "lane"), proposal({}, "lane", "moon"), proposal({}, "desk"),
                             proposal({}, "agent", "technical", "ana")}) {
    World w;
    const auto id = w.says("talk to a person", "bot");
    auto garbage = answer;
    garbage.case_id = id;
    w.strategy_says(garbage);
    EXPECT_EQ(w.last<OwnershipSettled>().outcome, "refused") << dump(garbage);
    EXPECT_FALSE(w.last<OwnershipSettled>().broke.empty());
    EXPECT_EQ(w.owner(id), "lead:general");
    EXPECT_FALSE(w.seat_of(id).empty());  // the built-in default seeks somebody
  }
}

TEST(Handoff, work_nobody_can_do_is_refused) {  // O6, R5
  World w;
  const auto id = w.owned_case();
  w.hands_off(id, "agent:ana", "technical");
  auto answer = proposal(id, "keep");
  answer.work.push_back({{"technical"}, {"ana"}, 2, {}});
  w.strategy_says(answer);
  EXPECT_EQ(w.last<OwnershipSettled>().outcome, "refused");
  EXPECT_EQ(w.status(id), CaseStatus::escalated);  // by the default, with a technical item for anybody who can
  EXPECT_TRUE(w.item(w.work_of(id)).wanted.empty());
}

TEST(Handoff, endless_work_is_refused) {  // O6
  World w;
  const auto id = w.owned_case();
  w.hands_off(id, "agent:ana", "technical");
  auto answer = proposal(id, "keep");
  for (int i = 0; i < 17; ++i) answer.work.push_back({{"technical"}, {}, 2, content("q" + std::to_string(i))});
  w.strategy_says(answer);
  EXPECT_EQ(w.last<OwnershipSettled>().outcome, "refused");
}

TEST(Handoff, a_strategy_that_says_keep_after_a_bot_still_finds_a_person) {  // C4, C2
  World w;
  const auto id = w.says("talk to a person", "bot");
  w.strategy_says(proposal(id, "keep"));
  EXPECT_EQ(w.owner(id), "lead:general");
  EXPECT_FALSE(w.seat_of(id).empty());
}

TEST(Handoff, an_answer_to_an_older_question_changes_nothing) {  // O6
  World w;
  const auto id = w.owned_case();
  w.hands_off(id, "agent:ana", "technical");
  auto late = proposal(id, "lane", "technical");
  late.ask = w.at(id).handoff.ownership_ask - 1;
  w.decide(late);
  EXPECT_EQ(w.last<OwnershipSettled>().outcome, "late");
  EXPECT_TRUE(w.seat_of(id).empty());
}

TEST(Handoff, a_lively_customer_cannot_keep_the_strategy_thinking_for_ever) {  // O6
  World w;
  const auto id = w.says("talk to a person", "bot");
  for (int i = 0; i < 5; ++i) {
    auto answer = proposal(id, "lane", "general");
    answer.ask = w.at(id).handoff.ownership_ask;
    answer.revision = w.at(id).revision;
    w.pass(kSecond).says("hello? " + std::to_string(i), "bot");
    w.decide(answer);
  }
  EXPECT_FALSE(w.seat_of(id).empty());
}

TEST(Handoff, a_strategy_that_fails_does_not_swallow_a_handoff_to_the_desk) {  // O6, O4
  auto policy = test_policy();
  policy.lanes[{"desk"}] = {{"desk"}, "the desk", true, false, {{"lea"}}};
  World w(policy);
  const auto id = w.owned_case();
  HandoffAsked asked;
  asked.case_id = id;
  asked.epoch = w.hand(id).epoch;
  asked.by = "agent:ana";
  asked.desk = true;
  w.decide(asked);
  w.strategy_fails(id);
  ASSERT_FALSE(w.seat_of(id).empty());
  EXPECT_EQ(w.item(w.seat_of(id)).lane.value, "desk");
}

TEST(Handoff, an_explicit_assign_is_not_undone_by_a_strategy_that_comes_later) {  // R9, R10
  World w;
  const auto id = w.says("talk to a person", "bot");
  w.assigns(id, "ben");
  w.strategy_fails(id);
  w.brief_comes(id);
  EXPECT_EQ(w.owner(id), "agent:ben");
  EXPECT_TRUE(w.seat_of(id).empty());  // nobody else is asked to take it from ben
}

TEST(Handoff, assigning_ends_the_search_and_raises_the_epoch_once) {  // R9, C3
  World w;
  const auto id = w.says("hello");
  w.present(w.seat_of(id), {"ana"});
  w.assigns(id, "ben");
  EXPECT_EQ(w.owner(id), "agent:ben");
  EXPECT_EQ(w.hand(id).epoch, 2u);
  EXPECT_TRUE(w.seat_of(id).empty());
  w.assigns(id, "ben");
  EXPECT_EQ(w.hand(id).epoch, 2u);
  w.decide(AssignAsked{id, 2, "agent:lea", {"ghost"}, ""});
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(Handoff, assigning_a_case_of_the_bot_ends_automation) {  // C4, C6
  World w;
  const auto id = w.says("hello", "bot");
  w.assigns(id, "ben");
  EXPECT_EQ(w.status(id), CaseStatus::open);
}

TEST(Handoff, an_escalated_case_is_never_given_to_a_bot) {  // C4
  World w;
  const auto id = w.escalated_case("ana");
  HandoffAsked asked;
  asked.case_id = id;
  asked.epoch = w.hand(id).epoch;
  asked.by = "agent:ana";
  asked.bot = {"helper"};
  w.decide(asked);
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.owner(id), "agent:ana");
}

TEST(Handoff, strangers_hand_over_nothing) {  // C2
  World w;
  const auto id = w.owned_case("ana");
  w.hands_off(id, "agent:tom", "technical");
  EXPECT_EQ(w.refusals.size(), 1u);
  w.hands_off(id, "bot:helper", "technical");
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(Handoff, the_leads_of_the_office_act_for_it) {  // C2
  World w;
  const auto id = w.says("hello");
  w.hands_off(id, "agent:dan", "technical");
  EXPECT_TRUE(w.refusals.empty());
}

}  // namespace
}  // namespace baton::core::testing
