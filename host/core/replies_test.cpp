// SPDX-License-Identifier: MIT
// replies_test.cpp - who may speak to the customer: the owner, under the present epoch, with the authority for what is
// said; every other word is kept with its author's name (C2, C3, G4, O2).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

void expect_draft(const World& w, const std::string& author, const char* rule) {
  EXPECT_EQ(w.count<SendQueued>(), 0);
  ASSERT_EQ(w.count<ReplyDrafted>(), 1);
  EXPECT_EQ(w.last<ReplyDrafted>().author, author);
  EXPECT_EQ(w.history.back().second.rule, rule);
  EXPECT_EQ(w.last<GateDecided>().decision, GateDecision::refused);  // W3: with a reason its author sees
  EXPECT_FALSE(w.last<GateDecided>().why.empty());
}

TEST(Replies, the_owner_speaks) {
  World w;
  const auto id = w.owned_case("ana");
  w.replies(id, "ana", "hello");
  EXPECT_EQ(w.last_send().author, "agent:ana");
  EXPECT_EQ(w.last_send().epoch, w.hand(id).epoch);
}

TEST(Replies, under_an_old_epoch_it_is_a_draft_of_the_new_owner) {  // C3
  World w;
  const auto id = w.owned_case("ana");
  const auto old = w.hand(id).epoch;
  w.assigns(id, "ben");
  w.decide(ReplyWritten{id, {}, old, {"ana"}, content("hello"), "", "", {}});
  expect_draft(w, "agent:ana", "C3");
}

TEST(Replies, an_epoch_of_the_future_is_not_the_present_one) {  // C3
  World w;
  const auto id = w.owned_case("ana");
  w.decide(ReplyWritten{id, {}, w.hand(id).epoch + 1, {"ana"}, content("hello"), "", "", {}});
  expect_draft(w, "agent:ana", "C3");
}

TEST(Replies, a_specialist_in_model_A_is_relayed_and_not_delivered) {  // O2
  World w;
  const auto id = w.escalated_case("ana");
  w.acts(w.work_of(id), WorkActed::Act::claim, "tom");
  w.replies(id, "tom", "try this");
  expect_draft(w, "agent:tom", "O2");
}

TEST(Replies, lead_and_deputy_write_for_the_office_each_under_the_own_name) {  // C2
  World w;
  const auto id = w.says("hello");
  w.replies(id, "lea", "lea here");
  EXPECT_EQ(w.last_send().person.value, "lea");
  w.replies(id, "dan", "dan here");
  EXPECT_EQ(w.last_send().person.value, "dan");
  w.replies(id, "ana", "ana here");
  expect_draft(w, "agent:ana", "O2");
}

TEST(Replies, who_lacks_the_skill_must_cite_an_answer) {  // G4
  World w;
  const auto id = w.owned_case("ana");
  w.hands_off(id, "agent:ana", "technical", "reassign");
  w.strategy_fails(id);
  w.brief_comes(id);
  w.acts(w.seat_of(id), WorkActed::Act::claim, "tom");
  w.assigns(id, "ana");  // back to ana, in lane technical
  w.replies(id, "ana", "I think it is the router");
  expect_draft(w, "agent:ana", "G4");
}

TEST(Replies, a_citation_carries_the_authority_of_its_answer) {  // G4
  World w;
  const auto id = w.escalated_case("ana");
  const auto item = w.work_of(id);
  w.acts(item, WorkActed::Act::claim, "tom");
  w.answers(item, "tom", "restart the router");
  w.replies(id, "ana", "please restart the router", {w.last<AnswerGiven>().answer});
  EXPECT_EQ(w.last_send().state, SendState::dispatched);
}

TEST(Replies, a_citation_of_nothing_carries_nothing) {  // G4
  World w;
  const auto id = w.owned_case("ana");
  w.replies(id, "ana", "as compliance said", {"k7-w9.1"});
  expect_draft(w, "agent:ana", "G4");
}

TEST(Replies, on_a_settled_case_it_is_kept) {  // C6
  World w;
  const auto id = w.owned_case("ana");
  w.resolves(id, "agent:ana");
  w.replies(id, "ana", "one more thing");
  expect_draft(w, "agent:ana", "C6");
}

TEST(Replies, a_thread_of_another_case_is_not_written_on) {
  World w;
  const auto id = w.owned_case("ana");
  w.decide(ReplyWritten{id, {"k7-t9"}, w.hand(id).epoch, {"ana"}, content("hello"), "", "", {}});
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_TRUE(w.facts.empty());
}

TEST(Replies, a_note_is_never_sent) {  // O2
  World w;
  const auto id = w.owned_case("ana");
  w.decide(NoteWritten{id, "agent:tom", content("he is rude")});
  EXPECT_EQ(w.count<NoteAdded>(), 1);
  EXPECT_EQ(w.count<SendQueued>(), 0);
}

// R3: whose note it is.
LaneId lane_of_last_note(const World& w) { return w.last<NoteAdded>().lane; }

NoteWritten note_of(const CaseId& id, const char* agent) {
  NoteWritten note{id, std::string("agent:") + agent, content("between us")};
  note.agent = {agent};
  return note;
}

TEST(Replies, a_note_of_a_restricted_lane_is_everybodys_R3) {
  World w{triage_policy()};
  w.policy.lanes.at({"compliance"}).restricted = true;
  w.policy.agents.at({"tom"}).skills.push_back({"compliance"});
  const auto id = w.owned_case("ana");
  w.hands_off(id, "agent:ana", "compliance", "l1_owns");
  w.strategy_fails(id);
  w.decide(note_of(id, "tom"));
  EXPECT_EQ(lane_of_last_note(w).value, "compliance");
  EXPECT_EQ(w.at(id).entries.back().lane.value, "compliance");
  w.decide(note_of(id, "ana"));
  EXPECT_TRUE(lane_of_last_note(w).empty()) << "first line reads what first line wrote";
  auto for_them = note_of(id, "ana");
  for_them.lane = {"compliance"};
  w.decide(for_them);
  EXPECT_EQ(lane_of_last_note(w).value, "compliance") << "said so by its author";
}

}  // namespace
}  // namespace baton::core::testing
