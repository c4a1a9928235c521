// SPDX-License-Identifier: MIT
// The plugin through its C tables, as a host drives it.
#include <gtest/gtest.h>

#include <baton/testing_plugin.hpp>

extern "C" const baton_entry_t* BATON_CALL baton_entry_v0(void);

namespace baton::l1_owns {
namespace {

using namespace sdk::testing;

TEST(L1OwnsPlugin, one_question_gets_one_answer_for_its_revision) {
  FakeHost host;
  Loaded plugin(host, baton_entry_v0(), BATON_OWNERSHIP_FACTORY, R"({"general_lane": "frontdesk"})");
  plugin.start();

  const OwnershipQuestion question("H8", "frontdesk");
  EXPECT_EQ(plugin.propose(question.view, 5), BATON_OK);
  EXPECT_EQ(host.completions(), 1u);
  ASSERT_EQ(host.proposals.size(), 1u);
  auto proposal = host.proposals[0].answer;
  EXPECT_EQ(proposal.action, BATON_OWNER_LANE);
  EXPECT_EQ(proposal.lane, "frontdesk");
  EXPECT_EQ(proposal.model, "l1_owns");
  EXPECT_EQ(proposal.record().revision, 31u);
}

TEST(L1OwnsPlugin, wrong_settings_make_no_instance) {
  FakeHost host;
  EXPECT_THROW(Loaded(host, baton_entry_v0(), BATON_OWNERSHIP_FACTORY, R"({"general_lane": 1})"),
               std::runtime_error);
}

}  // namespace
}  // namespace baton::l1_owns
