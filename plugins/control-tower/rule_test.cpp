// SPDX-License-Identifier: MIT
// O4 by example, then by table: no combination names a stranger, an unknown lane, or the same work twice.
#include "rule.h"

#include <gtest/gtest.h>

#include <set>

namespace baton::control_tower {
namespace {

View case_of(std::string owner, std::string rule, std::string lane = {}, std::string agent = {}) {
  View view;
  view.revision = 42;
  view.owner = std::move(owner);
  view.has_trigger = true;
  view.trigger = {std::move(rule), {}, "Who pays?", std::move(lane), std::move(agent)};
  view.lanes = {"desk", "general", "revenue", "technical"};
  view.candidates = {{"ana", {"general"}, 0, 5000}, {"dot", {"general", "desk"}, 0, 5000}, {"tia", {"technical"}, 0,
      5000}};
  return view;
}

TEST(ControlTower, the_desk_takes_it_and_the_pod_is_asked_at_once) {
  for (const char* owner : {"bot:b", "agent:ana", "lead:general"}) {
    const Proposal proposal = propose(case_of(owner, "handoff", "revenue"), {});
    EXPECT_EQ(proposal.action, Action::desk) << owner;
    ASSERT_EQ(proposal.work.size(), 1u);
    EXPECT_EQ(proposal.work[0].lane, "revenue");
    EXPECT_EQ(proposal.work[0].question, "Who pays?");
  }
}

TEST(ControlTower, several_pods_are_asked_in_parallel) {
  Settings settings;
  settings.beside["revenue"] = {"technical", "moon", "general", "revenue"};
  const Proposal proposal = propose(case_of("lead:desk", "handoff", "revenue"), settings);
  EXPECT_EQ(proposal.action, Action::keep);
  ASSERT_EQ(proposal.work.size(), 2u);
  EXPECT_EQ(proposal.work[0].lane, "revenue");
  EXPECT_EQ(proposal.work[1].lane, "technical");
}

TEST(ControlTower, a_pod_is_not_asked_the_same_twice) {
  View view = case_of("lead:desk", "handoff", "revenue");
  view.work_items = {{"revenue", "who pays", true}};
  EXPECT_TRUE(propose(view, {}).work.empty());
  view.trigger.question = "And by when?";
  EXPECT_EQ(propose(view, {}).work.size(), 1u);
}

TEST(ControlTower, inside_the_desk_the_thread_goes_to_a_member) {
  const Proposal proposal = propose(case_of("lead:desk", "handoff", "", "dot"), {});
  EXPECT_EQ(proposal.action, Action::agent);
  EXPECT_EQ(proposal.agent_id, "dot");
  EXPECT_EQ(proposal.lane, "desk");
  EXPECT_EQ(propose(case_of("lead:desk", "handoff", "", "ana"), {}).agent_id, "");
}

TEST(ControlTower, a_person_named_in_a_pod_is_asked_there) {
  const Proposal proposal = propose(case_of("lead:desk", "handoff", "technical", "tia"), {});
  EXPECT_EQ(proposal.action, Action::keep);
  ASSERT_EQ(proposal.work.size(), 1u);
  EXPECT_EQ(proposal.work[0].agent_id, "tia");
}

TEST(ControlTower, back_to_first_line_only_when_the_desk_says_so) {
  EXPECT_EQ(propose(case_of("lead:desk", "handoff", "general"), {}).action, Action::lane);
  EXPECT_EQ(propose(case_of("lead:desk", "H9", "general"), {}).action, Action::keep);
  EXPECT_EQ(propose(case_of("agent:ana", "handoff", "general"), {}).action, Action::desk);
}

TEST(ControlTower, answers_are_collected_and_move_nothing) {
  EXPECT_EQ(propose(case_of("lead:desk", "answer", "revenue"), {}).action, Action::keep);
  EXPECT_TRUE(propose(case_of("lead:desk", "answer", "revenue"), {}).work.empty());
  View view = case_of("agent:ana", "handoff", "revenue");
  view.has_trigger = false;
  EXPECT_EQ(propose(view, {}).action, Action::keep);
}

TEST(ControlTower, no_combination_names_a_stranger_or_an_unknown_lane) {
  Settings settings;
  settings.beside["revenue"] = {"technical", "moon"};
  for (const char* owner : {"bot:b", "agent:ana", "lead:desk", "", "x"})
    for (const char* rule : {"H1", "H8", "handoff", "answer", "switch", "", "later"})
      for (const char* lane : {"", "general", "revenue", "desk", "secret"})
        for (const char* agent : {"", "ana", "agent:dot", "tia", "ghost"}) {
          const View view = case_of(owner, rule, lane, agent);
          const Proposal p = propose(view, settings);
          ASSERT_FALSE(p.reason.empty());
          ASSERT_EQ(p.action == Action::agent, !p.agent_id.empty()) << owner << rule << lane << agent;
          ASSERT_TRUE(p.lane.empty() || sdk::contains(view.lanes, p.lane));
          std::set<std::string> lanes;
          for (const ProposedWork& work : p.work) {
            ASSERT_TRUE(sdk::contains(view.lanes, work.lane) && work.lane != "desk" && work.lane != "general");
            ASSERT_TRUE(lanes.insert(work.lane).second);
            if (work.agent_id.empty()) continue;
            const auto* who = sdk::find_candidate(view, work.agent_id);
            ASSERT_TRUE(who != nullptr && sdk::contains(who->lanes, work.lane));
          }
        }
}

}  // namespace
}  // namespace baton::control_tower
