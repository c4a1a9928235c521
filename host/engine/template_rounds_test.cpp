// SPDX-License-Identifier: MIT
// Templates are read at start, in rounds, and when the channel gives notice (T1). A notice must not add a round of its
// own: a busy account would be asked more often each day, until the channel refuses.
#include <gtest/gtest.h>

#include <thread>

#include "host/engine/testing/house.h"

namespace baton::engine {
namespace {

using namespace testing;

class ListingConnector final : public FakeConnector {
 public:
  ListingConnector() { channel->templates = true; }
  plugin::OpTicket list_templates(plugin::CallInfo, plugin::Done<baton_template_page_t> done) override {
    ++listings;
    baton_template_page_t page{};
    page.struct_size = sizeof page;
    done({BATON_OK, &page, nullptr});
    return {};
  }
  bool wait_listings(int count) const {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (listings < count && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return listings >= count;
  }
  std::atomic<int> listings{0};
};

TEST(TemplateRounds, notices_of_the_channel_do_not_add_rounds) {
  const auto below = ledger::make_memory_ledger();
  HouseOptions options;
  const auto connector = std::make_shared<ListingConnector>();
  options.connector = connector;
  House house(*below, std::move(options));
  ASSERT_TRUE(connector->wait_listings(1));
  for (int notice = 0; notice < 5; ++notice) house.engine->sync_templates({"wa"});
  EXPECT_EQ(connector->listings, 6) << "each notice is followed at once";
  for (int hour = 1; hour <= 3; ++hour) {
    house.pass(core::kHour);
    ASSERT_TRUE(connector->wait_listings(6 + hour)) << "the round of hour " << hour;
  }
  EXPECT_EQ(connector->listings, 9) << "one listing an hour";
}

}  // namespace
}  // namespace baton::engine
