// SPDX-License-Identifier: MIT
// O3 by example, then by table: no combination names a stranger or an unknown lane.
#include "rule.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace baton::reassign {
namespace {

View case_of(std::string owner, std::string rule, std::string lane = {}, std::string agent = {}) {
  View view;
  view.revision = 42;
  view.owner = std::move(owner);
  view.has_trigger = true;
  view.trigger = {std::move(rule), "refund above the limit", {}, std::move(lane), std::move(agent)};
  view.lanes = {"general", "revenue", "technical"};
  view.candidates = {{"ana", {"general"}, 0, 5000},
                     {"rex", {"revenue", "general"}, 1000, 5000},
                     {"tia", {"technical"}, 5000, 5000}};
  return view;
}

TEST(Reassign, the_specialist_becomes_owner_whoever_held_it) {
  for (const char* owner : {"bot:b", "agent:ana", "lead:general", "lead:desk"}) {
    const Proposal proposal = propose(case_of(owner, "handoff", "revenue"), {});
    EXPECT_EQ(proposal.action, Action::lane) << owner;
    EXPECT_EQ(proposal.lane, "revenue");
    EXPECT_EQ(proposal.revision, 42u);
    EXPECT_FALSE(proposal.reason.empty());
  }
}

TEST(Reassign, a_colleague_who_is_named_is_offered_it_in_that_lane) {
  const Proposal proposal = propose(case_of("agent:ana", "handoff", "revenue", "agent:rex"), {});
  EXPECT_EQ(proposal.action, Action::agent);
  EXPECT_EQ(proposal.agent_id, "rex");
  EXPECT_EQ(proposal.lane, "revenue");
}

TEST(Reassign, who_lacks_the_skill_or_the_room_is_not_named) {
  for (const char* agent : {"ana", "tia", "ghost"}) {
    const Proposal proposal = propose(case_of("agent:rex", "handoff", "technical", agent), {});
    EXPECT_EQ(proposal.action, Action::lane) << agent;
    EXPECT_TRUE(proposal.agent_id.empty());
  }
}

TEST(Reassign, after_a_bot_without_a_lane_first_line_takes_it) {
  EXPECT_EQ(propose(case_of("bot:b", "H8"), {}).lane, "general");
  EXPECT_EQ(propose(case_of("agent:ana", "handoff"), {}).action, Action::keep);
  EXPECT_EQ(propose(case_of("agent:ana", "handoff", "moon"), {}).action, Action::keep);
}

TEST(Reassign, an_answer_or_no_trigger_moves_nothing) {
  EXPECT_EQ(propose(case_of("agent:rex", "answer", "revenue"), {}).action, Action::keep);
  View view = case_of("bot:b", "H8", "revenue");
  view.has_trigger = false;
  EXPECT_EQ(propose(view, {}).action, Action::keep);
}

TEST(Reassign, no_combination_names_a_stranger_or_an_unknown_lane) {
  for (const char* owner : {"bot:b", "agent:ana", "lead:general", "", "x"})
    for (const char* rule : {"H1", "H8", "handoff", "answer", "switch", "", "later"})
      for (const char* lane : {"", "general", "revenue", "secret"})
        for (const char* agent : {"", "ana", "agent:rex", "tia", "ghost"}) {
          const View view = case_of(owner, rule, lane, agent);
          const Proposal p = propose(view, {});
          ASSERT_FALSE(p.reason.empty());
          ASSERT_EQ(p.action == Action::keep, p.lane.empty()) << owner << rule << lane << agent;
          ASSERT_TRUE(p.lane.empty() || std::find(view.lanes.begin(), view.lanes.end(), p.lane) != view.lanes.end());
          if (p.agent_id.empty()) continue;
          const auto* who = sdk::find_candidate(view, p.agent_id);
          ASSERT_TRUE(who != nullptr && sdk::contains(who->lanes, p.lane));
        }
}

}  // namespace
}  // namespace baton::reassign
