// SPDX-License-Identifier: MIT
// erasing_test.cpp - C7: what was under way ends, nothing new begins, and the history folds to the same state.
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

CustomerWrote picture(const World& w) {
  auto wrote = w.words("here");
  wrote.kind = MessageKind::image;
  wrote.attachments.push_back({MessageKind::image, content("media"), {}, "image/jpeg", "", 10});
  return wrote;
}

TEST(Erasing, ends_work_words_and_plans_and_resolves_the_case) {  // C7
  World w;
  const auto id = w.escalated_case();
  const auto reply = w.replies(id, "ana", "soon");
  ASSERT_EQ(w.send(reply).state, SendState::dispatched);
  w.decide(ErasureAsked{"admin"});
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
  EXPECT_EQ(w.send(reply).state, SendState::failed);
  for (const auto& [item, known] : w.state.items) EXPECT_TRUE(known.finished()) << item.value;
  EXPECT_FALSE(w.at(id).plan.open);
  EXPECT_TRUE(w.state.addresses.empty());
  EXPECT_FALSE(w.state.name);
  EXPECT_EQ(w.state.erased, w.now);
  EXPECT_EQ(w.last<Erased>().by, "admin");
  w.pass(w.policy.close_after_ms);
  EXPECT_EQ(w.status(id), CaseStatus::closed);
}

TEST(Erasing, the_second_time_changes_nothing) {  // C7
  World w;
  w.owned_case();
  w.decide(ErasureAsked{"admin"}).decide(ErasureAsked{"admin"});
  EXPECT_TRUE(w.facts.empty());
  EXPECT_TRUE(w.refusals.empty());
}

TEST(Erasing, of_nobody_is_refused) {  // C7
  World w;
  w.decide(ErasureAsked{"admin"});
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals.front().kind, Refusal::Kind::not_found);
}

TEST(Erasing, people_are_told_and_late_reports_change_nothing) {  // C7
  World w;
  const auto id = w.owned_case();
  const auto reply = w.replies(id, "ana", "soon");
  w.decide(ErasureAsked{"admin"});
  w.decide(SendAccepted{reply, content("remote"), {}});
  EXPECT_TRUE(w.facts.empty());
  w.decide(ReplyWritten{id, {}, w.hand(id).epoch, {"ana"}, content("hello?"), "", "", {}});
  EXPECT_EQ(w.refusals.size(), 1u);
  w.decide(ReopenAsked{id, "agent:ana"});
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
}

TEST(Erasing, takes_attachments_with_it_also_one_that_is_still_being_fetched) {  // C7, I6
  World w;
  w.decide(picture(w));
  const auto first = w.last<MessageReceived>().message;
  w.decide(AttachmentFetched{first, 0, "blob-1", "sha", "image/jpeg", 10});
  w.decide(picture(w));
  const auto second = w.last<MessageReceived>().message;
  w.decide(ErasureAsked{"admin"});
  EXPECT_EQ(w.last<Erased>().blobs, std::vector<std::string>{"blob-1"});
  w.decide(AttachmentFetched{second, 0, "blob-2", "sha", "image/jpeg", 10});
  const auto* erase = std::get_if<EraseBlobs>(&w.effects.back());
  ASSERT_NE(erase, nullptr);
  EXPECT_EQ(erase->blobs, std::vector<std::string>{"blob-2"});
}

TEST(Erasing, a_reply_that_waits_for_a_tap_is_let_go) {  // C7, W5
  World w;
  const auto id = w.owned_case();
  w.pass(30 * kHour);
  const auto reply = w.replies(id, "ana", "it is mended");
  w.templates(reply, {usable("status_a")});
  w.taken(reply);
  ASSERT_TRUE(w.send(reply).withheld_until);
  w.decide(ErasureAsked{"admin"});
  EXPECT_FALSE(w.send(reply).withheld_until);
  EXPECT_TRUE(w.state.drafts.empty());
}

}  // namespace
}  // namespace baton::core::testing
