// SPDX-License-Identifier: MIT
// Between a decision and its commit memory is ahead of the disk: whoever looks then must find the words as well as the
// facts, or a specialist reads an empty brief and a summarizer a conversation with holes.
#include <gtest/gtest.h>

#include "host/engine/testing/house.h"

namespace baton::engine {
namespace {

using namespace testing;

std::string last_words(House& house, const core::CustomerId& id) {
  auto seen = std::make_shared<std::promise<std::string>>();
  house.engine->customers().read(id, [seen](const CustomerView& view) {
    seen->set_value(view.text(view.state().cases.begin()->second.entries.back().text));
  });
  return got(seen->get_future());
}

TEST(WordsAhead, a_look_before_the_commit_is_on_disk_finds_the_words_of_every_decision) {
  const auto below = ledger::make_memory_ledger();
  House house(*below);
  const auto id = house.says("447700900001", "my parcel is lost");
  ASSERT_TRUE(house.settle());
  house.spy.hold();
  const auto second = house.webhook("wamid.a|447700900001|it was sent on Monday");
  ASSERT_TRUE(house.spy.wait_held(1));
  EXPECT_EQ(last_words(house, id), "it was sent on Monday");
  const auto third = house.webhook("wamid.b|447700900001|to Leeds");
  ASSERT_TRUE(house.spy.wait_held(2));
  EXPECT_EQ(last_words(house, id), "to Leeds");
  house.spy.let_go();
}

TEST(WordsAhead, words_on_disk_are_not_kept_in_memory_as_well) {
  const auto below = ledger::make_memory_ledger();
  House house(*below);
  const auto id = house.says("447700900001", "my parcel is lost");
  ASSERT_TRUE(house.settle());
  EXPECT_EQ(last_words(house, id), "my parcel is lost");
  house.spy.forget_calls();
  EXPECT_EQ(last_words(house, id), "my parcel is lost");
  EXPECT_EQ(house.spy.calls()["content"], 1) << "it was not read from the ledger";
}

}  // namespace
}  // namespace baton::engine
