// SPDX-License-Identifier: MIT
// reader_test.cpp - R3: a restricted lane keeps its notes to itself, in a brief too.
#include "host/http/reader.h"

#include <gtest/gtest.h>

#include "host/core/testing/world.h"

namespace baton::http {
namespace {

class ReaderTest : public ::testing::Test {
 protected:
  core::Policy policy = core::testing::test_policy();
  core::Case c;

  void SetUp() override {
    policy.lanes.at({"compliance"}).restricted = true;
    policy.lanes.at({"compliance"}).leads.push_back({"lea"});
    for (const char* lane : {"", "compliance", ""}) {
      core::Entry entry;
      entry.number = static_cast<std::int64_t>(c.entries.size()) + 1;
      entry.at = core::Instant{entry.number};
      entry.lane = {lane};
      c.entries.push_back(entry);
    }
    c.brief.made_by = "host";
    c.brief.made_at = core::Instant{10};
    c.brief.intent = {1, "h"};
    c.brief.intent_source = 1;
    c.brief.steps = {{{}, {2, "h"}, 2, {}}, {{}, {3, "h"}, 3, {}}};
    c.brief.reason = {4, "h"};
  }
  Reader reader(policy::TokenRole role, const char* agent, std::vector<core::LaneId> lanes = {}) {
    token.role = role;
    token.lanes = std::move(lanes);
    Caller caller;
    caller.token = &token;
    caller.agent = {agent};
    return Reader(caller);
  }
  policy::Token token;
};

TEST_F(ReaderTest, somebody_reads_what_a_restricted_lane_wrote_R3) {
  using enum policy::TokenRole;
  const auto reads = [&](const Reader& who) { return who.may_read(policy, {"compliance"}); };
  EXPECT_TRUE(reads(reader(agent, "cleo"))) << "holds the skill";
  EXPECT_TRUE(reads(reader(lead, "lea"))) << "leads the lane";
  EXPECT_TRUE(reads(reader(admin, "")));
  EXPECT_TRUE(reads(reader(service, "", {{"compliance"}})));
  EXPECT_FALSE(reads(reader(agent, "ana")));
  EXPECT_FALSE(reads(reader(lead, "dan"))) << "leads another lane";
  EXPECT_FALSE(reads(reader(service, "")));
  EXPECT_FALSE(reads(reader(service, "ana", {{"compliance"}}))) << "acts for somebody who may not";
  EXPECT_TRUE(reader(agent, "ana").may_read(policy, {"technical"}));
  EXPECT_TRUE(reader(agent, "ana").may_read(policy, {}));
}

TEST_F(ReaderTest, a_brief_says_what_a_restricted_lane_wrote_R3) {
  const auto shown = readable(policy, c, reader(policy::TokenRole::agent, "ana"));
  ASSERT_EQ(shown.brief.steps.size(), 1u);
  EXPECT_EQ(shown.brief.steps[0].source, 3);
  EXPECT_EQ(shown.withheld, (std::vector<core::LaneId>{{"compliance"}}));
  EXPECT_TRUE(shown.brief.reason) << "the host's own brief holds no words of others";
  EXPECT_EQ(readable(policy, c, reader(policy::TokenRole::agent, "cleo")).brief.steps.size(), 2u);
}

TEST_F(ReaderTest, what_changed_since_the_last_brief_says_it_R3) {  // B4
  c.brief.changes = {{"step", {}, {}, {}, {7, "x"}, 2},
                     {"step", {}, {}, {}, {8, "y"}, 3},
                     {"status", "open", "escalated", {}, {}, 0}};
  EXPECT_EQ(readable(policy, c, reader(policy::TokenRole::agent, "ana")).brief.changes.size(), 2u);
  EXPECT_EQ(readable(policy, c, reader(policy::TokenRole::agent, "cleo")).brief.changes.size(), 3u);
}

TEST_F(ReaderTest, a_summarizer_tells_it_in_its_own_words_R3) {
  c.brief.made_by = "some-summarizer";
  EXPECT_FALSE(readable(policy, c, reader(policy::TokenRole::agent, "ana")).brief.reason);
  EXPECT_TRUE(readable(policy, c, reader(policy::TokenRole::agent, "cleo")).brief.reason);
  c.brief.intent_source = 2;
  EXPECT_FALSE(readable(policy, c, reader(policy::TokenRole::agent, "ana")).brief.intent);
}

}  // namespace
}  // namespace baton::http
