// SPDX-License-Identifier: MIT
// O2 by example, then by table: every combination of owner, trigger, lane and agent keeps the promises of
// rule.h.
#include "rule.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace baton::l1_owns {
namespace {

View case_of(std::string owner, Trigger trigger) {
  View view;
  view.revision = 42;
  view.owner = std::move(owner);
  view.has_trigger = true;
  view.trigger = std::move(trigger);
  view.lanes = {"general", "revenue", "technical"};
  view.candidates = {{"ana", {"general"}, 0, 5000},
                     {"rex", {"revenue", "general"}, 1000, 5000},
                     {"tia", {"technical"}, 5000, 5000}};
  return view;
}

Trigger trigger_of(std::string rule, std::string lane = {}, std::string agent = {}) {
  Trigger trigger;
  trigger.rule = std::move(rule);
  trigger.wanted_lane = std::move(lane);
  trigger.wanted_agent = std::move(agent);
  trigger.reason = "refund above the limit";
  return trigger;
}

TEST(L1Owns, a_bot_that_escalates_never_stays_owner) {
  for (const char* rule : {"H1", "H8", "H9", "H10", "handoff"}) {
    const Proposal proposal = propose(case_of("bot:b", trigger_of(rule)), {});
    EXPECT_EQ(proposal.action, Action::lane) << rule;
    EXPECT_EQ(proposal.lane, "general");
    EXPECT_TRUE(proposal.work.empty());
    EXPECT_EQ(proposal.revision, 42u);
    EXPECT_FALSE(proposal.reason.empty());
  }
}

TEST(L1Owns, automation_that_escalates_to_a_specialist_routes_two_seats) {
  const Proposal proposal = propose(case_of("bot:b", trigger_of("H9", "revenue")), {});
  EXPECT_EQ(proposal.lane, "general");
  ASSERT_EQ(proposal.work.size(), 1u);
  EXPECT_EQ(proposal.work[0].lane, "revenue");
  EXPECT_NE(proposal.work[0].question.find("refund above the limit"), std::string::npos);
}

TEST(L1Owns, a_human_who_asks_a_specialist_keeps_the_conversation) {
  Trigger trigger = trigger_of("handoff", "revenue", "agent:rex");
  trigger.question = "May we refund 80 EUR?";
  const Proposal proposal = propose(case_of("agent:ana", trigger), {});
  EXPECT_EQ(proposal.action, Action::keep);
  ASSERT_EQ(proposal.work.size(), 1u);
  EXPECT_EQ(proposal.work[0].agent_id, "rex");
  EXPECT_EQ(proposal.work[0].question, "May we refund 80 EUR?");
}

TEST(L1Owns, an_agent_without_the_skill_or_without_room_is_not_named) {
  EXPECT_TRUE(
      propose(case_of("agent:rex", trigger_of("handoff", "revenue", "ana")), {}).work.at(0).agent_id.empty());
  EXPECT_TRUE(propose(case_of("agent:rex", trigger_of("handoff", "technical", "tia")), {})
                  .work.at(0)
                  .agent_id.empty());
  EXPECT_TRUE(propose(case_of("agent:rex", trigger_of("handoff", "revenue", "ghost")), {})
                  .work.at(0)
                  .agent_id.empty());
}

TEST(L1Owns, a_person_named_without_a_lane_is_asked_in_their_own_lane) {
  const Proposal proposal = propose(case_of("agent:ana", trigger_of("handoff", "", "rex")), {});
  ASSERT_EQ(proposal.work.size(), 1u);
  EXPECT_EQ(proposal.work[0].lane, "revenue");
}

TEST(L1Owns, the_same_work_is_not_opened_twice) {
  Trigger trigger = trigger_of("handoff", "revenue");
  View view = case_of("agent:ana", trigger);
  view.work_items = {{"revenue", "May we refund?", true}};
  Proposal proposal = propose(view, {});
  EXPECT_EQ(proposal.action, Action::keep);
  EXPECT_TRUE(proposal.work.empty());
  EXPECT_NE(proposal.reason.find("already open"), std::string::npos);

  view.trigger.question = " may  we refund";
  EXPECT_TRUE(propose(view, {}).work.empty());
  view.trigger.question = "And the shipping costs?";
  EXPECT_EQ(propose(view, {}).work.size(), 1u);
  view.trigger.question.clear();
  view.work_items[0].unfinished = false;
  EXPECT_EQ(propose(view, {}).work.size(), 1u);
}

TEST(L1Owns, an_answer_or_no_trigger_changes_nothing) {
  EXPECT_EQ(propose(case_of("agent:ana", trigger_of("answer", "revenue")), {}).action, Action::keep);
  View view = case_of("agent:ana", trigger_of("handoff", "revenue"));
  view.has_trigger = false;
  EXPECT_EQ(propose(view, {}).action, Action::keep);
  EXPECT_TRUE(propose(view, {}).work.empty());
}

TEST(L1Owns, back_to_first_line_seeks_an_owner_there) {
  EXPECT_EQ(propose(case_of("agent:rex", trigger_of("handoff", "general")), {}).action, Action::lane);
  const Proposal named = propose(case_of("agent:rex", trigger_of("handoff", "general", "ana")), {});
  EXPECT_EQ(named.action, Action::agent);
  EXPECT_EQ(named.agent_id, "ana");
}

TEST(L1Owns, a_switch_to_model_a_takes_the_thread_from_the_desk_but_not_from_first_line) {
  EXPECT_EQ(propose(case_of("lead:desk", trigger_of("switch")), {}).lane, "general");
  EXPECT_EQ(propose(case_of("agent:tia", trigger_of("switch")), {}).lane, "general");
  EXPECT_EQ(propose(case_of("agent:ana", trigger_of("switch")), {}).action, Action::keep);
  EXPECT_EQ(propose(case_of("agent:somebody", trigger_of("switch")), {}).action, Action::keep);
}

TEST(L1Owns, another_general_lane_is_a_setting) {
  View view = case_of("bot:b", trigger_of("H8"));
  view.lanes = {"frontdesk"};
  Settings settings;
  settings.general_lane = "frontdesk";
  settings.update_every_min = 30;
  EXPECT_EQ(propose(view, settings).lane, "frontdesk");
  EXPECT_EQ(propose(view, settings).update_every_ms, 1'800'000u);
  EXPECT_EQ(propose(view, {}).action, Action::keep);
}

TEST(L1Owns, a_long_question_is_cut_at_a_character) {
  Trigger trigger = trigger_of("handoff", "revenue");
  for (int i = 0; i < 900; ++i) trigger.question += "\xC3\xA4";
  const std::string question = propose(case_of("agent:ana", trigger), {}).work.at(0).question;
  EXPECT_LE(question.size(), kQuestionMaxBytes);
  EXPECT_EQ(question.size() % 2, 0u);
}

// Property: over the whole table, nothing is proposed that the host would have to refuse.
void expect_acceptable(const View& view, const Proposal& p) {
  const auto known = [&](const std::string& lane) {
    return std::find(view.lanes.begin(), view.lanes.end(), lane) != view.lanes.end();
  };
  const auto holds = [&](const std::string& id, const std::string& lane) {
    return std::any_of(view.candidates.begin(), view.candidates.end(), [&](const Candidate& c) {
      return c.agent_id == id && std::find(c.lanes.begin(), c.lanes.end(), lane) != c.lanes.end();
    });
  };
  ASSERT_FALSE(p.reason.empty());
  ASSERT_LE(p.work.size(), 1u);
  ASSERT_EQ(p.action == Action::lane, !p.lane.empty());
  ASSERT_EQ(p.action == Action::agent, !p.agent_id.empty());
  ASSERT_TRUE(p.lane.empty() || known(p.lane));
  ASSERT_TRUE(p.agent_id.empty() || holds(p.agent_id, "general"));
  for (const ProposedWork& work : p.work) {
    ASSERT_TRUE(known(work.lane));
    ASSERT_NE(work.lane, "general");
    ASSERT_FALSE(work.question.empty());
    ASSERT_TRUE(view.work_items.empty());
    ASSERT_TRUE(work.agent_id.empty() || holds(work.agent_id, work.lane));
  }
}

TEST(L1Owns, no_combination_names_a_stranger_or_an_unknown_lane) {
  for (const char* owner :
       {"bot:b", "agent:ana", "agent:tia", "lead:general", "lead:revenue", "lead:desk", "", "x"}) {
    for (const char* rule :
         {"H1", "H8", "H9", "H10", "H", "Hx", "handoff", "answer", "switch", "", "later"}) {
      for (const char* lane : {"", "general", "revenue", "technical", "secret", "GENERAL"}) {
        for (const char* agent : {"", "ana", "agent:rex", "tia", "ghost", "agent:"}) {
          View view = case_of(owner, trigger_of(rule, lane, agent));
          expect_acceptable(view, propose(view, {}));
          view.work_items = {{"revenue", "x", true}, {"technical", "", true}};
          expect_acceptable(view, propose(view, {}));
          ASSERT_FALSE(HasFatalFailure()) << owner << " " << rule << " " << lane << " " << agent;
        }
      }
    }
  }
}

}  // namespace
}  // namespace baton::l1_owns
