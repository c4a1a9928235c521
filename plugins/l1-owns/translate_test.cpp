// SPDX-License-Identifier: MIT
// Records of other sizes, with absent strings and unknown numbers, must read as less, never as something
// else.
#include "translate.h"

#include <gtest/gtest.h>

#include <cstddef>

namespace baton::l1_owns {
namespace {

struct Case {
  baton_trigger_t trigger = sdk::make_record<baton_trigger_t>();
  baton_lane_t general = sdk::make_record<baton_lane_t>();
  baton_lane_t revenue = sdk::make_record<baton_lane_t>();
  const baton_lane_t* lanes[3] = {&general, nullptr, &revenue};
  baton_str_t skills[1] = {sdk::str("revenue")};
  baton_candidate_t rex = sdk::make_record<baton_candidate_t>();
  const baton_candidate_t* candidates[1] = {&rex};
  baton_work_item_t item = sdk::make_record<baton_work_item_t>();
  const baton_work_item_t* items[1] = {&item};
  baton_case_view_t view = sdk::make_record<baton_case_view_t>();

  Case() {
    trigger.rule = sdk::str("handoff");
    trigger.wanted_lane = sdk::str("revenue");
    general.lane_id = sdk::str("general");
    revenue.lane_id = sdk::str("revenue");
    rex.agent_id = sdk::str("rex");
    rex.lanes = skills;
    rex.lane_count = 1;
    rex.capacity_milliunits = 5000;
    item.state = 77;  // unknown: as if it were open
    item.lane = sdk::str("revenue");
    view.revision = 9;
    view.owner = sdk::str("agent:ana");
    view.trigger = &trigger;
    view.lanes = lanes;
    view.lane_count = 3;
    view.candidates = candidates;
    view.candidate_count = 1;
    view.work_items = items;
    view.work_item_count = 1;
  }
};

TEST(L1OwnsTranslate, a_whole_view_is_read) {
  const Case c;
  const View view = view_of(c.view);
  EXPECT_EQ(view.revision, 9u);
  EXPECT_EQ(view.owner, "agent:ana");
  EXPECT_EQ(view.lanes, (std::vector<std::string>{"general", "revenue"}));
  ASSERT_EQ(view.candidates.size(), 1u);
  EXPECT_EQ(view.candidates[0].lanes, std::vector<std::string>{"revenue"});
  ASSERT_EQ(view.work_items.size(), 1u);
  EXPECT_TRUE(view.work_items[0].unfinished);
  EXPECT_TRUE(view.trigger.question.empty());
}

TEST(L1OwnsTranslate, what_an_older_host_did_not_fill_in_is_not_read) {
  Case c;
  c.view.struct_size = offsetof(baton_case_view_t, trigger);
  const View view = view_of(c.view);
  EXPECT_EQ(view.owner, "agent:ana");
  EXPECT_FALSE(view.has_trigger);
  EXPECT_TRUE(view.lanes.empty());
  EXPECT_TRUE(view.candidates.empty());

  c.view.struct_size = sizeof(std::uint32_t);
  EXPECT_TRUE(view_of(c.view).owner.empty());
  EXPECT_EQ(propose(view_of(c.view), {}).action, Action::keep);
}

TEST(L1OwnsTranslate, finished_work_does_not_block_new_work) {
  Case c;
  c.item.state = BATON_WORK_DONE;
  EXPECT_EQ(propose(view_of(c.view), {}).work.size(), 1u);
  c.item.state = BATON_WORK_CLAIMED;
  EXPECT_TRUE(propose(view_of(c.view), {}).work.empty());
}

TEST(L1OwnsTranslate, wrong_settings_are_refused_when_the_instance_is_made) {
  EXPECT_EQ(settings_of("").general_lane, "general");
  EXPECT_EQ(settings_of(R"({"general_lane": "frontdesk", "update_every_min": 30})").general_lane,
            "frontdesk");
  EXPECT_THROW(settings_of("[]"), sdk::Failure);
  EXPECT_THROW(settings_of("{"), sdk::Failure);
  EXPECT_THROW(settings_of(R"({"general_lane": ""})"), sdk::Failure);
  EXPECT_THROW(settings_of(R"({"general_lane": 5})"), sdk::Failure);
  EXPECT_THROW(settings_of(R"({"update_every_min": 100000})"), sdk::Failure);
}

}  // namespace
}  // namespace baton::l1_owns
