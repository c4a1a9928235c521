// SPDX-License-Identifier: MIT
// inbound_test.cpp - a cursor that is ahead of its events loses them; one that is behind only brings them again.
#include "host/engine/inbound.h"

#include <gtest/gtest.h>

#include <spdlog/sinks/ostream_sink.h>

#include <sstream>

#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

class InboundTest : public ::testing::Test {
 protected:
  InboundTest() {
    house.connector->cursor_name = "stream";
    house.connector->next_cursor = "17";
  }
  bool take(core::Input input, const std::string& event = "e1") {
    auto told = std::make_shared<std::promise<bool>>();
    InboundBatch batch{{{event, std::move(input)}}, ledger::Commit::Cursor{"wa", "", "9"}};
    house.engine->inbound().take({"wa"}, std::move(batch), [told](bool durable) { told->set_value(durable); });
    return got(told->get_future());
  }
  int received(const std::string& phone) { return house.count<core::MessageReceived>(house.customer(phone)); }

  const House::Cursors stored{{"stream", "17"}};
  const House::Cursors none;
  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  House house{*memory};
};

TEST_F(InboundTest, the_cursor_is_in_the_commit_of_the_last_event_and_that_one_is_after_the_others) {
  std::mutex mutex;
  std::vector<std::pair<std::string, std::size_t>> commits;  // of customers: facts, cursors
  house.spy.hold([&](const ledger::Commit& commit) {
    if (!SpyLedger::of_customer(commit) || commit.facts.empty()) return false;
    const std::lock_guard lock(mutex);
    commits.emplace_back(commit.facts.front().name, commit.cursors.size());
    return true;
  });
  auto answer = house.webhook("e1|+491|one\ne2|+492|two\ne3|+493|three");
  ASSERT_TRUE(house.spy.wait_held(2));
  EXPECT_EQ(house.cursors(), none);
  {
    const std::lock_guard lock(mutex);
    ASSERT_EQ(commits.size(), 2u) << "the last event waits for the others";
    EXPECT_EQ(commits[0].second + commits[1].second, 0u);
  }
  house.spy.let_go();
  EXPECT_EQ(got(std::move(answer)).status, 200);
  EXPECT_EQ(house.cursors(), stored);
  EXPECT_EQ(received("+493"), 1);
}

TEST_F(InboundTest, one_event_that_is_not_stored_leaves_the_cursor_where_it_was) {
  const auto first = house.says("+491", "hello");
  ASSERT_TRUE(house.settle());
  house.connector->next_cursor = "18";
  house.spy.fail(1000, [&](const ledger::Commit& commit) { return commit.stream == first.value; });
  EXPECT_EQ(house.post("e1|+491|one\ne2|+492|two"), 503);
  EXPECT_EQ(house.post("e3|+493|three\ne1|+491|one"), 503) << "the last one as well";
  house.spy.fail(0);
  EXPECT_EQ(house.cursors(), stored);
  EXPECT_EQ(house.post("e1|+491|one\ne2|+492|two"), 200);
  EXPECT_EQ(house.cursors(), (House::Cursors{{"stream", "18"}}));
  EXPECT_EQ(received("+491"), 2);
  EXPECT_EQ(received("+492"), 1);
}

TEST_F(InboundTest, a_cursor_goes_on_past_what_changes_nothing) {
  EXPECT_EQ(house.post(""), 200);  // no events at all
  EXPECT_EQ(house.cursors(), stored);
  house.connector->next_cursor = "18";
  EXPECT_EQ(house.post("e1|+491|one"), 200);
  house.connector->next_cursor = "19";
  EXPECT_EQ(house.post("e1|+491|one"), 200);  // known already
  EXPECT_EQ(house.cursors(), (House::Cursors{{"stream", "19"}}));
  EXPECT_EQ(received("+491"), 1);
  core::DeliveryReported report;
  report.place.connector = {"wa"};
  report.place.addresses = {{core::AddressKind::phone, {}, {{}, "+49555"}}};
  EXPECT_TRUE(take(core::Input(report)));  // of nobody known
  EXPECT_EQ(house.cursors(), (House::Cursors{{"", "9"}, {"stream", "19"}}));
}

TEST_F(InboundTest, a_cursor_beside_news_of_the_channel_is_stored_after_them) {
  auto told = std::make_shared<std::promise<bool>>();
  plugin::ChannelNews news;
  news.what = plugin::ChannelNews::What::account;
  news.account = "plain";
  news.account_state = "restricted";
  InboundBatch batch{{{"e1", news}}, ledger::Commit::Cursor{"wa", "", "9"}};
  house.engine->inbound().take({"wa"}, std::move(batch), [told](bool durable) { told->set_value(durable); });
  EXPECT_TRUE(got(told->get_future()));
  EXPECT_EQ(house.cursors(), (House::Cursors{{"", "9"}}));
  EXPECT_FALSE(house.engine->office().channels().at({"wa"}).accounts.empty());
}

// Between the look whose word it is and its decision the customer is erased: it is stored for somebody new, and the
// cursor not before.
TEST_F(InboundTest, a_cursor_waits_until_the_word_of_an_erased_customer_has_found_its_way) {
  const auto id = house.says("+491", "hello");
  ASSERT_TRUE(house.settle());
  house.connector->next_cursor = "18";
  house.spy.hold();
  auto erased = house.submit(id, core::ErasureAsked{"admin"});
  ASSERT_TRUE(house.spy.wait_held(1));
  auto answer = house.webhook("e2|+491|again");
  ASSERT_TRUE(house.spy.wait_held(2));
  EXPECT_EQ(house.cursors(), stored);
  house.spy.let_go();
  EXPECT_EQ(got(std::move(answer)).status, 200);
  EXPECT_EQ(house.cursors(), (House::Cursors{{"stream", "18"}}));
  const auto anew = house.customer("+491");
  EXPECT_NE(anew, id);
  EXPECT_EQ(house.count<core::MessageReceived>(anew), 1);
}

TEST_F(InboundTest, a_store_that_gives_no_ids_takes_neither_event_nor_cursor) {
  house.spy.give_no_ids(true);
  EXPECT_EQ(house.post("e1|+491|hello"), 503);
  EXPECT_EQ(house.cursors(), none);
  house.spy.give_no_ids(false);
  EXPECT_EQ(house.post("e1|+491|hello"), 200);
  EXPECT_EQ(house.cursors(), stored);
}

// What a plugin says is one line of the log, whatever is in it.
TEST(InboundLog, a_refusal_or_an_error_of_a_plugin_cannot_forge_a_line_of_the_log) {
  std::ostringstream lines;
  HouseOptions options;
  options.logger = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines));
  options.logger->set_pattern("%v");
  const auto memory = ledger::make_memory_ledger();
  House house(*memory, std::move(options));
  house.connector->webhook_status = 401;
  EXPECT_EQ(house.post("e1|+491|forged"), 401);
  EXPECT_EQ(house.post("down"), 503);
  ASSERT_TRUE(house.settle());
  EXPECT_EQ(lines.str().find("\nby the test"), std::string::npos) << lines.str();
  EXPECT_EQ(lines.str().find("\nis down"), std::string::npos) << lines.str();
}

}  // namespace
}  // namespace baton::engine::testing
