// SPDX-License-Identifier: MIT
// quarantine_test.cpp - I4: what is withheld is seen by who holds the skill of the case's lane alone, and never unseen.
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

class Quarantine : public ::testing::Test {
 protected:
  World w{triage_policy()};
  CaseId id;
  MessageId message;

  void SetUp() override {
    auto wrote = w.words("my passport");
    wrote.kind = MessageKind::image;
    wrote.attachments.push_back({MessageKind::image, content("media"), {}, "image/jpeg", "", 10});
    w.decide(wrote);
    message = w.last<MessageReceived>().message;
    id = w.last<MessageReceived>().case_id;
    w.decide(AttachmentQuarantined{message, 0, "sealed-1", "sha", "image/jpeg", 10});
  }
  void look(const char* agent, const MessageId& at) {
    w.decide(QuarantineAsked{id, at, 0, {agent}, std::string("agent:") + agent});
  }
};

TEST_F(Quarantine, withheld_media_are_kept_as_if_they_were_any_other_I4) {
  EXPECT_EQ(w.total<QuarantineKept>(), 1);
  EXPECT_EQ(w.total<AttachmentStored>(), 0);
  const auto& attachment = w.at(id).entries.front().attachments.front();
  EXPECT_TRUE(attachment.withheld);
  EXPECT_EQ(attachment.blob, "sealed-1");
}

TEST_F(Quarantine, somebody_looks_and_nobody_knows_I4) {
  ASSERT_EQ(w.at(id).lane.value, "general");
  look("ana", message);
  ASSERT_TRUE(w.refusals.empty());
  const auto& seen = w.last<QuarantineLooked>();
  EXPECT_TRUE(seen.granted);
  EXPECT_EQ(seen.by, "agent:ana");
  EXPECT_EQ(seen.message, message);
  look("ana", {});
  EXPECT_TRUE(w.last<QuarantineLooked>().message.empty()) << "the list is looked at, too";
  EXPECT_EQ(w.total<QuarantineLooked>(), 2);
}

TEST_F(Quarantine, who_lacks_the_skill_looks_or_their_attempt_is_lost_I4) {
  look("lead-revenue", message);
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals.front().kind, Refusal::Kind::not_allowed);
  ASSERT_EQ(w.count<QuarantineLooked>(), 1) << "the refused look is a fact";
  EXPECT_FALSE(w.last<QuarantineLooked>().granted);
  w.decide(QuarantineAsked{id, message, 0, {}, "service:desk"});
  EXPECT_EQ(w.refusals.size(), 1u) << "a program for nobody holds no skill";
}

TEST_F(Quarantine, an_item_that_is_not_withheld_is_looked_at_I4) {
  look("ana", {"k7-m999"});
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals.front().kind, Refusal::Kind::not_found);
  w.decide(QuarantineAsked{id, message, 7, {"ana"}, "agent:ana"});
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST_F(Quarantine, an_erasure_leaves_the_quarantine_behind_C7_I4) {
  w.decide(ErasureAsked{"admin"});
  EXPECT_EQ(w.last<Erased>().blobs, std::vector<std::string>{"sealed-1"});
  w.decide(AttachmentQuarantined{message, 0, "sealed-2", "sha", "image/jpeg", 10});
  EXPECT_EQ(std::get<EraseBlobs>(w.effects.back()).blobs, std::vector<std::string>{"sealed-2"}) << "it was on its way";
}

}  // namespace
}  // namespace baton::core::testing
