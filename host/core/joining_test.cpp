// SPDX-License-Identifier: MIT
// joining_test.cpp - which case a word belongs to (I3, C8, C10, G3, K).
#include "host/core/joining.h"

#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

class Joining : public ::testing::Test {
 protected:
  World w{triage_policy()};

  void wait() { w.pass(6 * kSecond); }
  CaseId says_of(const std::string& text, const NamedObject& object, const std::string& account = "plain") {
    auto wrote = w.words(text, account);
    wrote.objects = {object};
    w.decide(wrote);
    return w.last<MessageReceived>().case_id;
  }
  CaseId quotes(const ContentRef& remote_id, const std::string& text, const std::string& account = "plain") {
    auto wrote = w.words(text, account);
    wrote.quoted.ref = remote_id;
    w.decide(wrote);
    return w.last<MessageReceived>().case_id;
  }
  const std::string& because() const { return w.last<MessageReceived>().joined_because; }

  // Two open cases on one thread: an error, and an invoice that was split from it.
  std::pair<CaseId, CaseId> two_cases() {
    const auto one = w.owned_case();
    w.says("an error");
    wait();
    w.says("and the invoice is wrong");
    wait();
    w.decide(SplitAsked{one, w.hand(one).epoch, "agent:ana", {w.last<MessageReceived>().message}, {}, {}});
    return {one, w.last<CaseSplit>().other};
  }
  // A case about an error that ana has resolved.
  CaseId resolved_error() {
    const auto id = w.owned_case();
    w.says("an error");
    wait();
    w.resolves(id, "agent:ana");
    w.pass(kHour);
    return id;
  }
};

TEST_F(Joining, a_quote_goes_to_the_newest_case_instead_of_its_own_I3) {
  const auto first_word = [&](const CaseId& id) { return w.at(id).entries.front().remote_id; };
  const auto [one, other] = two_cases();
  EXPECT_EQ(w.says("hello?"), other) << "in doubt the newest";
  EXPECT_EQ(quotes(first_word(one), "what about this?"), one);
  EXPECT_EQ(because(), "it quotes a message of the case");
  EXPECT_EQ(quotes(first_word(other), "and this?"), other);
}

TEST_F(Joining, a_quote_of_our_own_word_is_not_known_I3) {
  const auto [one, other] = two_cases();
  const auto reply = w.replies(one, "ana", "we are on it");
  w.taken(reply);
  EXPECT_EQ(quotes(w.send(reply).remote_id, "thank you, when?"), one);
}

TEST_F(Joining, an_intent_goes_to_the_newest_case_instead_of_its_own_I3) {
  const auto [one, other] = two_cases();
  EXPECT_EQ(w.says("the error is back"), one);
  EXPECT_EQ(because(), "it has the intent of the case (technical)");
}

TEST_F(Joining, an_object_goes_to_the_newest_case_instead_of_its_own_I3) {
  const NamedObject order{"order", 17};
  const auto one = says_of("where is ORD-1", order);
  w.acts(w.seat_of(one), WorkActed::Act::claim, "ana");
  w.says("the other parcel");
  w.decide(SplitAsked{one, w.hand(one).epoch, "agent:ana", {w.last<MessageReceived>().message}, {}, {}});
  const auto other = w.last<CaseSplit>().other;
  EXPECT_EQ(w.says("hm"), other);
  EXPECT_EQ(says_of("ORD-1, I mean", order), one);
  EXPECT_EQ(because(), "it names the same order");
  EXPECT_EQ(says_of("ORD-2", {"order", 18}), other) << "nobody knows that one";
}

TEST_F(Joining, objects_stay_with_the_case_that_a_message_was_split_from_C8) {
  const NamedObject order{"order", 17};
  const auto one = w.owned_case();
  says_of("and ORD-1", order);
  w.decide(SplitAsked{one, w.hand(one).epoch, "agent:ana", {w.last<MessageReceived>().message}, {}, {}});
  const auto other = w.last<CaseSplit>().other;
  w.says("by the way");
  EXPECT_EQ(says_of("ORD-1?", order), other);
  EXPECT_EQ(because(), "it names the same order");
}

TEST_F(Joining, every_topic_of_one_conversation_opens_a_case_I3) {
  const auto id = w.owned_case();
  for (const char* words : {"an error", "I want a refund", "hello?", "gdpr", "the price", "I am angry", "cancel"}) {
    EXPECT_EQ(w.says(words), id) << words;
    wait();
  }
  EXPECT_EQ(w.state.cases.size(), 1u);
}

// --- a new issue beside an open one ------------------------------------------------------------------------------

TEST_F(Joining, a_new_issue_of_an_open_case_is_nobodys_work_I3_R3) {
  const auto id = w.owned_case();
  w.says("an error");
  wait();
  EXPECT_EQ(w.total<WorkOpened>(), 0) << "what the case is about is its owner's";
  w.says("and I want a refund for the blender");
  wait();
  EXPECT_EQ(w.last<Triaged>().outcome, "work");
  EXPECT_EQ(w.item(w.work_of(id)).lane.value, "revenue");
  EXPECT_EQ(w.status(id), CaseStatus::escalated);
  EXPECT_EQ(w.owner(id), "agent:ana") << "the thread stays where it is";
  w.says("that refund, please");
  wait();
  EXPECT_EQ(w.total<WorkOpened>(), 1) << "said again it is the same issue";
}

TEST_F(Joining, the_same_matter_in_other_words_is_a_new_issue_I3) {
  w.owned_case();
  w.says("an error");
  wait();
  w.says("the error cost me a refund");
  wait();
  EXPECT_EQ(w.total<WorkOpened>(), 0) << "it is about the case as well, and not apart";
}

TEST_F(Joining, a_second_issue_in_a_sentence_of_its_own_is_overheard_I3_R3) {
  const auto id = w.owned_case();
  w.says("an error");
  wait();
  w.says("still that error. And I want a refund");
  wait();
  EXPECT_EQ(w.item(w.work_of(id)).lane.value, "revenue");
  EXPECT_EQ(w.at(id).triage.lane.value, "technical") << "the case is still about what it was about";
}

TEST_F(Joining, what_was_said_before_anger_is_forgotten_C10) {
  const auto id = w.owned_case();
  for (const char* words : {"an error", "I am angry"}) {
    w.says(words);
    wait();
  }
  w.resolves(id, "agent:ana");
  EXPECT_NE(w.says("I want a refund"), id);
}

TEST_F(Joining, leaving_or_anger_is_another_issue_I3) {
  w.owned_case();
  w.says("an error");
  wait();
  for (const char* words : {"I am angry", "I cancel"}) {
    w.says(words);
    wait();
  }
  EXPECT_EQ(w.total<WorkOpened>(), 0) << "in doubt it is about the error";
}

TEST_F(Joining, compliance_words_beside_a_live_problem_are_one_item_R3) {
  const auto id = w.owned_case();
  w.says("an error. And gdpr, please");
  wait();
  EXPECT_EQ(w.total<WorkOpened>(), 1);
  EXPECT_EQ(w.item(w.work_of(id)).lane.value, "compliance");
  EXPECT_EQ(w.at(id).triage.lane.value, "technical");
}

TEST_F(Joining, a_vip_who_is_also_a_gdpr_request_gets_one_clock_K_R3) {
  w.policy.default_segment = "enterprise";
  w.policy.lanes.at({"vip"}).goal_ms = kHour;
  w.policy.lanes.at({"compliance"}).goal_ms = 30 * kDay;
  const auto id = w.says("gdpr", "bot");
  wait();
  const auto& decided = w.last<HandoffDecided>();
  EXPECT_EQ(decided.lane.value, "vip");
  EXPECT_EQ(decided.chosen, "reassign") << "O3: a VIP's specialist speaks for themselves";
  EXPECT_EQ(w.at(id).priority, Priority::immediate);
  w.strategy_fails(id);
  EXPECT_EQ(w.item(w.seat_of(id)).lane.value, "vip") << "the thread stays with the pod";
  EXPECT_EQ(w.item(w.work_of(id)).lane.value, "compliance");
}

// --- after the first is resolved ---------------------------------------------------------------------------------

TEST_F(Joining, the_same_issue_after_resolving_is_a_new_case_C10) {
  const auto id = resolved_error();
  EXPECT_EQ(w.says("the error is back"), id);
  EXPECT_EQ(w.status(id), CaseStatus::open);
  EXPECT_EQ(because(), "it has the intent of the case (technical)");
}

TEST_F(Joining, in_doubt_a_resolved_case_stays_closed_C10) {
  const auto id = resolved_error();
  for (const char* words : {"hello?", "I am angry"}) {
    EXPECT_EQ(w.says(words), id) << words;
    EXPECT_NE(w.status(id), CaseStatus::resolved);
    wait();
    w.resolves(id, w.owner(id));
  }
}

TEST_F(Joining, another_issue_after_resolving_reopens_the_old_case_I3_C10) {
  const auto id = resolved_error();
  const auto other = w.says("I want a refund");
  EXPECT_NE(other, id);
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
  EXPECT_EQ(w.at(other).follows, id) << "linked";
  EXPECT_EQ(because(), "another issue than the case resolved before");
  wait();
  EXPECT_EQ(w.last<HandoffDecided>().lane.value, "revenue");
  w.strategy_fails(other);
  EXPECT_EQ(w.item(w.work_of(other)).lane.value, "revenue");
  EXPECT_EQ(w.item(w.seat_of(other)).wanted.value, "ana") << "I3: under the same owner";
  w.brief_comes(other);
  w.present(w.seat_of(other), {"ben", "ana"});
  EXPECT_EQ(w.owner(other), "agent:ana");
}

TEST_F(Joining, another_issue_waits_for_an_owner_who_is_not_there_I3) {
  resolved_error();
  const auto other = w.says("I want a refund");
  wait();
  w.strategy_fails(other);
  w.brief_comes(other);
  w.present(w.seat_of(other), {"ben"});
  EXPECT_EQ(w.item(w.seat_of(other)).offered_to.value, "ben");
}

TEST_F(Joining, another_issue_past_the_horizon_still_goes_to_the_old_owner_C10) {
  resolved_error();
  w.pass(49 * kHour);
  const auto other = w.says("I want a refund");
  EXPECT_EQ(because(), "its earlier case is past the reopen horizon");
  wait();
  w.strategy_fails(other);
  EXPECT_TRUE(w.item(w.seat_of(other)).wanted.empty());
}

TEST_F(Joining, a_quote_of_a_resolved_case_opens_another_I3_C10) {
  const auto id = resolved_error();
  EXPECT_EQ(quotes(w.at(id).entries.front().remote_id, "I want a refund for this"), id);
  EXPECT_EQ(because(), "it quotes a message of the case");
}

TEST_F(Joining, what_a_bot_solved_and_another_issue_goes_past_the_bot) {
  const auto id = w.says("an error in the price", "bot");
  w.pass(6 * kSecond);
  w.decide(AssignAsked{id, w.hand(id).epoch, "agent:lea", {"ana"}, "capacity"});
  w.resolves(id, "agent:ana");
  const auto other = w.says("I want a refund", "bot");
  EXPECT_NE(other, id);
  EXPECT_EQ(w.status(other), CaseStatus::open) << "I3: people had the one before";
}

TEST_F(Joining, thanks_for_the_refund_is_another_issue_C10) {
  const auto id = resolved_error();
  EXPECT_EQ(w.says("thanks"), id);
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
}

// --- duplicates over threads -------------------------------------------------------------------------------------

TEST_F(Joining, the_same_intent_by_another_channel_is_a_second_case_G3_I3) {
  const auto id = w.owned_case();
  w.says("an error");
  wait();
  EXPECT_EQ(w.says("I wrote before: an error", "mail"), id);
  EXPECT_EQ(w.owner(id), "agent:ana") << "to its current owner";
}

TEST_F(Joining, another_intent_by_another_channel_is_mixed_in_G3_I3) {
  const auto id = w.owned_case();
  w.says("an error");
  wait();
  const auto other = w.says("I want a refund", "mail");
  EXPECT_NE(other, id);
  EXPECT_NE(w.hand(other).id, w.hand(id).id);
  EXPECT_EQ(w.last<CasesLinked>().other, id);
  w.decide(UndoAsked{other, 1, "agent:lea"});
  EXPECT_TRUE(w.refusals.empty()) << "one click";
}

TEST_F(Joining, a_case_comes_back_by_another_number_only_with_a_tie_K) {
  const NamedObject order{"order", 17};
  const auto id = says_of("where is ORD-1", order);
  w.acts(w.seat_of(id), WorkActed::Act::claim, "ana");
  w.resolves(id, "agent:ana");
  EXPECT_EQ(says_of("ORD-1 is not here", order, "mail"), id);
  EXPECT_EQ(w.status(id), CaseStatus::open);
  EXPECT_EQ(w.at(id).threads.size(), 2u);
  w.resolves(id, w.owner(id));
  EXPECT_NE(w.says("hello", "bot"), id);
}

// --- one click ---------------------------------------------------------------------------------------------------

TEST_F(Joining, a_message_that_joined_wrongly_stays_I3) {
  const auto id = w.owned_case();
  w.says("and my other parcel");
  const auto message = w.last<MessageReceived>().message;
  w.decide(UndoAsked{id, 0, "agent:ana", message});
  EXPECT_TRUE(w.refusals.empty());
  const auto other = w.last<CaseSplit>().other;
  EXPECT_EQ(w.at(other).entries.size(), 1u);
  EXPECT_EQ(w.owner(other), "agent:ana");
  w.decide(UndoAsked{id, 1, "agent:ana", {}});
  EXPECT_EQ(w.at(other).merged_into, id) << "and that is undone as well";
}

TEST_F(Joining, the_first_word_or_anothers_message_is_taken_out_I3) {
  const auto id = w.owned_case();
  for (const auto& message : {w.at(id).entries.front().message, MessageId{"k7-m99"}}) {
    w.decide(UndoAsked{id, 0, "agent:ana", message});
    EXPECT_EQ(w.refusals.size(), 1u);
  }
  w.says("and my other parcel");
  w.decide(UndoAsked{id, 0, "agent:tom", w.last<MessageReceived>().message});
  EXPECT_EQ(w.refusals.size(), 1u);
}

}  // namespace
}  // namespace baton::core::testing
