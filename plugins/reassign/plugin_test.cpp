// SPDX-License-Identifier: MIT
// The plugin through its C tables, as a host drives it.
#include <gtest/gtest.h>

#include <baton/testing_plugin.hpp>

extern "C" const baton_entry_t* BATON_CALL baton_entry_v0(void);

namespace baton::reassign {
namespace {

using namespace sdk::testing;

TEST(ReassignPlugin, one_question_gets_one_answer_for_its_revision) {
  FakeHost host;
  Loaded plugin(host, baton_entry_v0(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();

  const OwnershipQuestion question("H1", "compliance", "compliance");
  EXPECT_EQ(plugin.propose(question.view, 5), BATON_OK);
  EXPECT_EQ(host.completions(), 1u);
  ASSERT_EQ(host.proposals.size(), 1u);
  auto proposal = host.proposals[0].answer;
  EXPECT_EQ(proposal.action, BATON_OWNER_LANE);
  EXPECT_EQ(proposal.lane, "compliance");
  EXPECT_EQ(proposal.model, "reassign");
  EXPECT_EQ(proposal.record().revision, 31u);
}

TEST(ReassignPlugin, a_view_of_which_an_older_host_filled_in_little_is_kept) {
  FakeHost host;
  Loaded plugin(host, baton_entry_v0(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  auto view = sdk::make_record<baton_case_view_t>();
  view.struct_size = sizeof(std::uint32_t);
  EXPECT_EQ(plugin.propose(view, 6), BATON_OK);
  ASSERT_EQ(host.proposals.size(), 1u);
  EXPECT_EQ(host.proposals[0].answer.action, BATON_OWNER_KEEP);
}

TEST(ReassignPlugin, wrong_settings_make_no_instance) {
  FakeHost host;
  for (const char* settings : {R"({"general_lane": 1})", R"({"general_lane": ""})", "[]"})
    EXPECT_THROW(Loaded(host, baton_entry_v0(), BATON_OWNERSHIP_FACTORY, settings), std::runtime_error) << settings;
}

}  // namespace
}  // namespace baton::reassign
