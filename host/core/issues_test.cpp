// SPDX-License-Identifier: MIT
// issues_test.cpp - cases merged, split and linked, each undone, and the hands that join and part with them (C2, C6,
// C8).
#include "host/core/find.h"
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

// Two open cases of one customer on two threads: one found by a split of the other.
struct Two : World {
  CaseId one;
  CaseId other;
  Two() {
    one = owned_case("ana");
    says("and my invoice is wrong", "mail");  // joins the open case from a second thread
    decide(SplitAsked{one, hand(one).epoch, "agent:ana", {last<MessageReceived>().message}, {},
        last<MessageReceived>().thread});
    other = last<CaseSplit>().other;
  }
  void merges() { decide(MergeAsked{one, hand(one).epoch, other, "agent:ana"}); }
  void undoes(const CaseId& id, std::int64_t act) { decide(UndoAsked{id, act, "agent:ana"}); }
};

TEST(Split, the_words_stand_in_the_new_case_and_are_marked_in_the_old) {  // C8
  World w;
  const auto id = w.owned_case("ana");
  w.says("and my invoice is wrong");
  const auto message = w.last<MessageReceived>().message;
  w.decide(SplitAsked{id, w.hand(id).epoch, "agent:ana", {message}, {}, {}});
  const auto other = w.last<CaseSplit>().other;
  ASSERT_EQ(w.at(other).entries.size(), 1u);
  EXPECT_EQ(w.at(other).entries[0].message, message);
  EXPECT_EQ(w.at(id).entries.back().moved_to, other);
  EXPECT_EQ(w.owner(other), "agent:ana");
  EXPECT_EQ(w.hand(id).id, w.hand(other).id);  // one thread, one owner (C2)
  EXPECT_EQ(w.status(other), CaseStatus::open);
}

TEST(Split, a_thread_that_leaves_parts_the_hands_and_both_keep_the_owner) {  // C2: epoch plus one
  World w;
  const auto id = w.owned_case("ana");
  w.says("my invoice is wrong", "mail");
  const auto epoch = w.hand(id).epoch;
  const auto said = w.last<MessageReceived>();
  w.decide(SplitAsked{id, epoch, "agent:ana", {said.message}, {}, said.thread});
  const auto other = w.last<CaseSplit>().other;
  EXPECT_NE(w.hand(id).id, w.hand(other).id);
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_EQ(w.owner(other), "agent:ana");
  EXPECT_EQ(w.hand(id).epoch, epoch + 1);
  EXPECT_EQ(w.hand(other).epoch, epoch + 1);
  EXPECT_EQ(w.says("still wrong", "mail"), other);
  EXPECT_EQ(w.says("and the parcel?"), id);
}

TEST(Split, work_goes_with_its_issue_and_the_statuses_follow) {  // C6
  World w;
  const auto id = w.escalated_case("ana");
  w.says("and my invoice is wrong");
  w.decide(SplitAsked{id, w.hand(id).epoch, "agent:ana", {w.last<MessageReceived>().message}, {w.work_of(id)}, {}});
  const auto other = w.last<CaseSplit>().other;
  EXPECT_EQ(w.status(other), CaseStatus::escalated);
  EXPECT_EQ(w.status(id), CaseStatus::open);
}

TEST(Split, one_click_puts_it_back) {  // C8, I3
  Two w;
  const auto epoch = std::max(w.hand(w.one).epoch, w.hand(w.other).epoch);
  w.undoes(w.one, 1);
  EXPECT_TRUE(w.refusals.empty());
  EXPECT_EQ(w.at(w.other).merged_into, w.one);
  EXPECT_EQ(w.status(w.other), CaseStatus::resolved);
  EXPECT_EQ(w.hand(w.one).id, w.hand(w.other).id);
  EXPECT_EQ(w.hand(w.one).epoch, epoch + 1);
  for (const auto& entry : w.at(w.one).entries) EXPECT_TRUE(entry.moved_to.empty());
  EXPECT_EQ(w.says("the invoice again", "mail"), w.one);
}

TEST(Split, what_is_no_word_of_the_customer_on_this_case_is_not_split) {  // C8
  World w;
  const auto id = w.owned_case("ana");
  for (const auto& message : {MessageId{"k7-m99"}, w.last_send().id}) {
    w.decide(SplitAsked{id, w.hand(id).epoch, "agent:ana", {message}, {}, {}});
    EXPECT_EQ(w.refusals.size(), 1u);
  }
  w.decide(SplitAsked{id, w.hand(id).epoch, "agent:tom", {w.at(id).entries[0].message}, {}, {}});
  EXPECT_EQ(w.refusals.size(), 1u);  // no business of tom's
  w.decide(SplitAsked{id, w.hand(id).epoch, "agent:ana", {w.at(id).entries[0].message}, {}, w.at(id).threads[0]});
  EXPECT_EQ(w.refusals.size(), 1u);  // its only thread
}

TEST(Merge, the_owner_of_the_more_urgent_then_older_stays_and_the_epoch_is_the_highest_plus_one) {  // C2
  Two w;
  w.decide(AssignAsked{w.other, w.hand(w.other).epoch, "agent:lea", {"ben"}, "capacity"});
  const auto highest = std::max(w.hand(w.one).epoch, w.hand(w.other).epoch);
  w.decide(MergeAsked{w.one, w.hand(w.one).epoch, w.other, "agent:lea"});
  EXPECT_TRUE(w.refusals.empty());
  EXPECT_EQ(w.owner(w.one), "agent:ana");  // the older
  EXPECT_EQ(w.owner(w.other), "agent:ana");
  EXPECT_EQ(w.hand(w.one).epoch, highest + 1);
}

TEST(Merge, the_customer_finds_the_case_on_both_threads) {  // C8
  Two w;
  w.merges();
  EXPECT_EQ(w.says("the invoice", "mail"), w.one);
  w.resolves(w.one, "agent:ana");
  EXPECT_EQ(w.says("not solved", "mail"), w.one);  // reopened, and not the part that was merged
  EXPECT_EQ(w.status(w.one), CaseStatus::open);
}

TEST(Merge, open_work_moves_and_nobody_is_sought_twice) {  // C6, C8
  Two w;
  w.hands_off(w.other, "agent:ana", "technical");
  w.strategy_fails(w.other);
  w.brief_comes(w.other);
  const auto item = w.work_of(w.other);
  w.merges();
  EXPECT_EQ(w.item(item).case_id, w.one);
  EXPECT_EQ(w.status(w.one), CaseStatus::escalated);
  EXPECT_EQ(w.status(w.other), CaseStatus::resolved);
  w.acts(item, WorkActed::Act::claim, "tom");
  w.answers(item, "tom", "done");
  EXPECT_EQ(w.status(w.one), CaseStatus::open);
}

TEST(Merge, it_is_undone_as_if_it_had_not_been) {  // C8
  Two w;
  w.hands_off(w.other, "agent:ana", "technical");
  w.strategy_fails(w.other);
  w.brief_comes(w.other);
  const auto item = w.work_of(w.other);
  const auto threads = w.at(w.one).threads;
  w.merges();
  const auto epoch = w.hand(w.one).epoch;
  w.undoes(w.one, w.at(w.one).acts.back().number);
  EXPECT_TRUE(w.refusals.empty());
  EXPECT_EQ(w.item(item).case_id, w.other);
  EXPECT_EQ(w.status(w.other), CaseStatus::escalated);
  EXPECT_EQ(w.status(w.one), CaseStatus::open);
  EXPECT_EQ(w.at(w.one).threads, threads);
  EXPECT_NE(w.hand(w.one).id, w.hand(w.other).id);
  EXPECT_EQ(w.owner(w.other), "agent:ana");
  EXPECT_EQ(w.hand(w.one).epoch, epoch + 1);
  EXPECT_EQ(w.hand(w.other).epoch, epoch + 1);
  w.undoes(w.one, w.at(w.one).acts.back().number);
  EXPECT_EQ(w.refusals.size(), 1u);  // once
}

TEST(Merge, a_merged_case_is_not_reopened_by_itself) {  // C8
  Two w;
  w.merges();
  w.decide(ReopenAsked{w.other, "agent:ana"});
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(Merge, who_owns_neither_merges_nothing) {  // C2, C8
  Two w;
  w.decide(MergeAsked{w.one, w.hand(w.one).epoch, w.other, "agent:tom"});
  EXPECT_EQ(w.refusals.size(), 1u);
  w.decide(MergeAsked{w.one, w.hand(w.one).epoch, w.one, "agent:ana"});
  EXPECT_EQ(w.refusals.size(), 1u);
  w.decide(MergeAsked{w.one, w.hand(w.one).epoch - 1, w.other, "agent:ana"});
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(Link, it_is_noted_and_undone_and_moves_nothing) {  // C8
  Two w;
  w.decide(LinkAsked{w.one, w.other, "related", "agent:ana"});
  EXPECT_FALSE(w.at(w.one).acts.back().claimed);
  const auto act = w.at(w.one).acts.back().number;
  w.undoes(w.one, act);
  EXPECT_TRUE(w.at(w.one).acts.back().undone);
}

TEST(Link, to_another_customer_it_is_claimed_and_merges_nothing) {  // C8: a suggestion
  Two w;
  w.decide(LinkAsked{w.one, {"k8-c1"}, "same_person", "agent:ana"});
  EXPECT_TRUE(w.at(w.one).acts.back().claimed);
  EXPECT_EQ(w.count<HandsJoined>(), 0);
  w.decide(MergeAsked{w.one, w.hand(w.one).epoch, {"k8-c1"}, "agent:ana"});
  EXPECT_EQ(w.refusals.size(), 1u);
}

}  // namespace
}  // namespace baton::core::testing
