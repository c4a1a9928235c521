// SPDX-License-Identifier: MIT
// brief_changes_test.cpp - a brief that hides what is new or speaks another language than its readers (B4), and what
// they said of it (B5).
#include "host/core/brief_changes.h"

#include "host/core/brief_labels.h"
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

TEST(BriefChanges, the_next_brief_does_not_say_what_is_new) {  // B4
  Brief before;
  before.number = 1;
  before.status = "open";
  before.details = {{content("Order").ref, content("4711").ref, 1, {}}};
  auto now = before;
  now.number = 2;
  now.status = "escalated";
  now.details.push_back({content("Carrier").ref, content("DHL").ref, 3, {}});
  now.decision_needed = content("may we refund?").ref;
  const auto changes = changes_between(before, now);
  ASSERT_EQ(changes.size(), 3u);
  EXPECT_EQ(changes[0].what, "status");
  EXPECT_EQ(changes[0].was, "open");
  EXPECT_EQ(changes[0].is, "escalated");
  EXPECT_EQ(changes[1].what, "decision");
  EXPECT_EQ(changes[2].what, "detail");
  EXPECT_TRUE(changes_between(Brief{}, now).empty());  // nobody has read one before
}

TEST(BriefChanges, who_was_offered_the_first_brief_reads_it_all_again) {  // B4
  World w;
  const auto id = w.escalated_case();
  w.present(w.work_of(id), {"tom"});
  const auto first = w.at(id).brief.number;
  EXPECT_EQ(w.at(id).shown.number, first);
  w.says("the carrier says it is lost");
  w.hands_off(id, "agent:ana", "compliance");
  w.strategy_fails(id);
  w.brief_fails(id);
  EXPECT_EQ(w.at(id).brief.since, first);
  EXPECT_FALSE(w.at(id).brief.changes.empty());
}

TEST(BriefChanges, a_team_reads_briefs_in_the_language_of_another) {  // B4
  auto policy = test_policy();
  policy.lanes.at({"technical"}).language = "de";
  World w(policy);
  const auto id = w.owned_case();
  w.hands_off(id, "agent:ana", "technical");
  w.strategy_fails(id);
  w.brief_fails(id);
  EXPECT_EQ(w.at(id).brief.language, "de");
  EXPECT_EQ(brief_label("Intent", "de-AT"), "Anliegen");
  EXPECT_EQ(brief_label("Intent", "sv"), "Intent");
}

TEST(BriefMarks, a_click_counts_twice_or_for_a_brief_that_was_never_there) {  // B5
  World w;
  const auto id = w.owned_case();
  EXPECT_EQ(w.at(id).brief.number, 1);
  w.decide(BriefJudged{id, 0, "useful", "agent:ana", {}});
  w.decide(BriefJudged{id, 1, "missing", "agent:ana", content("the order number")});
  ASSERT_EQ(w.at(id).marks.size(), 1u);
  EXPECT_EQ(w.at(id).marks[0].mark, "missing");
  w.decide(BriefJudged{id, 1, "wrong", "agent:ben", {}});
  EXPECT_EQ(w.at(id).marks.size(), 2u);
  w.decide(BriefJudged{id, 7, "useful", "agent:ana", {}});
  EXPECT_EQ(w.refusals.size(), 1u);
  w.decide(BriefJudged{id, 1, "great", "agent:ana", {}});
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(BriefMarks, a_detail_that_stood_in_the_brief_is_asked_for_uncounted) {  // B5
  World w;
  const auto id = w.owned_case();
  w.hands_off(id, "agent:ana", "technical");
  w.strategy_fails(id);
  BriefMade made;
  made.case_id = id;
  made.ask = w.at(id).handoff.brief_ask;
  made.revision = w.at(id).revision;
  made.plugin = "brief";
  made.steps_state = StepsState::none;
  made.intent = content("wants help");
  made.status = content("open");
  made.details.push_back({content("order number"), content("4711"), 1, {}});
  w.decide(made);
  const auto text = content("what is your order number?");
  EvidenceAsked asked{id, w.hand(id).epoch, "agent:ana", text, w.now + kHour, {}, {}, {1, 9}};
  w.decide(asked);
  EXPECT_EQ(w.count<DetailAskedAgain>(), 1);  // there is no ninth
  EXPECT_EQ(w.at(id).asked_again, 1);
}

}  // namespace
}  // namespace baton::core::testing
