// SPDX-License-Identifier: MIT
// polling_test.cpp - who is asked what has happened: from where it stood, never twice at once, later after an error,
// and never again where there is nothing to ask.
#include "host/engine/polling.h"

#include <gtest/gtest.h>

#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

class PollingTest : public ::testing::Test {
 protected:
  using Says = std::function<PollAnswer(const Poll&)>;

  House& start(Says says, core::Millis every = core::kMinute, const std::string& name = {}) {
    HouseOptions options;
    options.connector = connector;
    options.connector->on_poll = std::move(says);
    options.poll_s = every / core::kSecond;
    options.name = name;
    house = std::make_unique<House>(*memory, std::move(options));
    return *house;
  }
  // All polls so far, once there are so many; due ones are begun before.
  std::vector<Poll> polls(std::size_t count) {
    house->timers.run_due();
    EXPECT_TRUE(connector->wait_polls(count));
    return connector->polls();
  }
  // Time passes, and then there are so many polls.
  ::testing::AssertionResult after(core::Millis span, std::size_t count) {
    house->pass(span);
    house->timers.run_due();
    if (!connector->wait_polls(count) || !house->settle()) return ::testing::AssertionFailure() << "too few";
    const auto found = connector->polls().size();
    if (found == count) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << found << " polls";
  }
  bool until_cursor(const std::string& value, const std::string& name = {}) {
    for (int i = 0; i < 2000; ++i) {
      if (house->cursors()[name] == value) return house->settle();
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }

  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  std::shared_ptr<FakeConnector> connector = std::make_shared<FakeConnector>();
  std::unique_ptr<House> house;
};

TEST_F(PollingTest, a_poll_goes_on_where_the_last_events_were_stored_also_after_a_restart) {
  const auto says = [](const Poll& poll) {
    const auto next = std::to_string(poll.cursor ? std::stoi(*poll.cursor) + 1 : 1);
    return PollAnswer{BATON_OK, "e" + next + "|+491|word " + next, "", next};
  };
  start(says);
  EXPECT_EQ(polls(1).at(0), (Poll{"", std::nullopt}));
  ASSERT_TRUE(until_cursor("1"));
  EXPECT_TRUE(after(59 * core::kSecond, 1));
  EXPECT_TRUE(after(core::kSecond, 2));
  EXPECT_EQ(polls(2).at(1), (Poll{"", "1"}));
  ASSERT_TRUE(until_cursor("2"));
  house.reset();
  start(says);
  EXPECT_EQ(polls(3).at(2), (Poll{"", "2"}));
  ASSERT_TRUE(until_cursor("3"));
  EXPECT_EQ(house->count<core::MessageReceived>(house->customer("+491")), 3);
}

TEST_F(PollingTest, a_connector_that_has_nothing_to_poll_is_asked_once) {
  start({});
  EXPECT_EQ(polls(1).size(), 1u);
  ASSERT_TRUE(house->settle());
  EXPECT_TRUE(after(core::kDay, 1));
  EXPECT_TRUE(after(core::kDay, 1));
  EXPECT_FALSE(house->alarm("connector:wa"));
}

TEST_F(PollingTest, a_connector_is_never_polled_while_it_is_polled) {
  start([](const Poll&) { return PollAnswer{.later = true}; });
  polls(1);
  EXPECT_EQ(connector->polls().size(), 1u);
  for (int i = 0; i < 3; ++i) {
    house->clock.set(house->clock.now() + core::kHour, false);
    house->timers.run_due();
  }
  EXPECT_EQ(connector->polls().size(), 1u);
  connector->on_poll = [](const Poll&) { return PollAnswer{}; };
  connector->answer_polls({BATON_OK, "e1|+491|late", "", "1"});
  ASSERT_TRUE(until_cursor("1"));
  EXPECT_TRUE(after(core::kMinute, 2));
}

TEST_F(PollingTest, after_an_error_the_same_cursor_is_polled_again_later_each_time_and_somebody_is_told) {
  start([](const Poll&) { return PollAnswer{BATON_UNAVAILABLE}; });
  polls(1);
  ASSERT_TRUE(house->settle());
  EXPECT_TRUE(after(3900, 1));  // 5 s, a fifth more or less
  EXPECT_TRUE(after(2200, 2));
  EXPECT_TRUE(after(7900, 2));  // 10 s
  EXPECT_FALSE(house->alarm("connector:wa"));
  EXPECT_TRUE(after(4200, 3));
  ASSERT_TRUE(house->settle());
  EXPECT_TRUE(house->alarm("connector:wa"));
  EXPECT_TRUE(after(15900, 3));  // 20 s
  EXPECT_TRUE(after(8200, 4));
  for (const auto& poll : connector->polls()) EXPECT_EQ(poll, (Poll{"", std::nullopt}));
}

TEST_F(PollingTest, who_asks_to_wait_is_left_alone_for_so_long) {
  start([](const Poll&) { return PollAnswer{.status = BATON_RATE_LIMITED, .retry_after_ms = 600000}; });
  polls(1);
  ASSERT_TRUE(house->settle());
  EXPECT_TRUE(after(10 * core::kMinute - 1, 1));
  EXPECT_TRUE(after(2 * core::kMinute + 2, 2));
}

TEST_F(PollingTest, who_is_limited_without_saying_how_long_is_not_polled_sooner_than_usual) {
  start([](const Poll&) { return PollAnswer{BATON_RATE_LIMITED}; }, core::kHour);
  polls(1);
  ASSERT_TRUE(house->settle());
  EXPECT_TRUE(after(47 * core::kMinute, 1));
  EXPECT_TRUE(after(26 * core::kMinute, 2));
}

TEST_F(PollingTest, a_connector_that_has_more_may_ask_for_the_next_poll_at_once) {
  start([](const Poll& poll) {
    if (poll.cursor == "3") return PollAnswer{.next_cursor = "3"};
    const auto next = std::to_string(poll.cursor ? std::stoi(*poll.cursor) + 1 : 1);
    return PollAnswer{.lines = "e" + next + "|+491|x", .next_cursor = next, .again_ms = 1};
  });
  for (const char* cursor : {"1", "2", "3"}) {
    ASSERT_TRUE(until_cursor(cursor));
    house->pass(100);  // no sooner: others want their turn
  }
  EXPECT_EQ(polls(4).size(), 4u);
  ASSERT_TRUE(house->settle());
  EXPECT_TRUE(after(50 * core::kSecond, 4));
}

TEST_F(PollingTest, events_that_were_not_stored_are_polled_again_and_come_once) {
  start([](const Poll& poll) {
    if (poll.cursor) return PollAnswer{};
    return PollAnswer{BATON_OK, "e1|+491|one\ne2|+492|two", "", "1"};
  });
  ASSERT_TRUE(until_cursor("1"));
  house.reset();
  memory = ledger::make_memory_ledger();
  connector = std::make_shared<FakeConnector>();
  auto& second = start([](const Poll&) { return PollAnswer{.later = true}; });
  polls(1);
  second.spy.fail(1000);
  connector->on_poll = [](const Poll&) { return PollAnswer{BATON_OK, "e1|+491|one\ne2|+492|two", "", "1"}; };
  connector->answer_polls({BATON_OK, "e1|+491|one\ne2|+492|two", "", "1"});
  ASSERT_TRUE(second.settle());
  EXPECT_EQ(second.cursors(), House::Cursors{});
  second.spy.fail(0);
  EXPECT_TRUE(after(6 * core::kSecond, 2));
  EXPECT_EQ(polls(2).at(1), (Poll{"", std::nullopt}));
  ASSERT_TRUE(until_cursor("1"));
  EXPECT_EQ(second.count<core::MessageReceived>(second.customer("+491")), 1);
  EXPECT_EQ(second.count<core::MessageReceived>(second.customer("+492")), 1);
}

// The setup in force with another connector "wa"; null: without one.
void exchange(House& house, std::shared_ptr<FakeConnector> connector) {
  auto next = std::make_shared<engine::Setup>(*house.engine->setup());
  next->plugins.connectors.clear();
  if (connector) next->plugins.connectors[{"wa"}] = std::move(connector);
  house.engine->change(next);
}

TEST_F(PollingTest, who_takes_the_place_of_a_connector_polls_on_once_the_poll_under_way_has_ended) {
  start([](const Poll&) { return PollAnswer{.later = true}; });
  polls(1);
  const auto successor = std::make_shared<FakeConnector>();
  successor->on_poll = [](const Poll&) { return PollAnswer{}; };
  exchange(*house, successor);
  house->timers.run_due();
  EXPECT_EQ(successor->polls().size(), 0u) << "two would go on from one cursor";
  connector->answer_polls({BATON_OK, "e1|+491|late", "", "1"});
  ASSERT_TRUE(until_cursor("1"));
  house->pass(core::kMinute);
  house->timers.run_due();
  ASSERT_TRUE(successor->wait_polls(1));
  EXPECT_EQ(successor->polls().at(0), (Poll{"", "1"}));
  EXPECT_EQ(connector->polls().size(), 1u);
}

TEST_F(PollingTest, a_connector_that_has_left_is_polled_no_more_and_one_that_comes_back_at_once) {
  start([](const Poll&) { return PollAnswer{.next_cursor = "1"}; });
  ASSERT_TRUE(until_cursor("1"));
  exchange(*house, nullptr);
  EXPECT_TRUE(after(core::kHour, 1));
  exchange(*house, connector);
  EXPECT_EQ(polls(2).at(1), (Poll{"", "1"}));
}

// Without the cursor everything there ever was would be fetched anew.
TEST_F(PollingTest, a_store_that_cannot_be_read_is_no_first_time) {
  start([](const Poll&) { return PollAnswer{.next_cursor = "1"}; });
  ASSERT_TRUE(until_cursor("1"));
  house->spy.unreadable(true);
  house->spy.forget_calls();
  EXPECT_TRUE(after(core::kMinute, 1));
  for (int i = 0; i < 2000 && house->spy.calls()["cursors"] == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  house->spy.unreadable(false);
  EXPECT_TRUE(after(core::kMinute, 2));
  EXPECT_EQ(polls(2).at(1), (Poll{"", "1"}));
}

TEST_F(PollingTest, each_named_cursor_is_polled_beside_the_one_without_a_name_until_it_is_over) {
  start([](const Poll& poll) {
    if (poll.name.empty()) return PollAnswer{.cursor_name = "INBOX", .next_cursor = "7"};  // found a folder
    return PollAnswer{BATON_NOT_SUPPORTED};
  });
  ASSERT_TRUE(until_cursor("7", "INBOX"));
  EXPECT_EQ(polls(2).at(1), (Poll{"INBOX", "7"}));
  ASSERT_TRUE(house->settle());
  EXPECT_TRUE(after(core::kMinute, 3));
  ASSERT_TRUE(house->settle());
  EXPECT_TRUE(after(core::kMinute, 4)) << "the folder is gone";
  for (const std::size_t i : {0u, 2u, 3u}) EXPECT_EQ(connector->polls().at(i), (Poll{"", std::nullopt}));
}

TEST_F(PollingTest, a_cursor_that_an_emission_has_left_is_polled_as_well) {
  start([](const Poll&) { return PollAnswer{}; });
  polls(1);
  EXPECT_EQ(got(house->emits("e1|+491|hello", "17")), BATON_OK);
  house->pass(core::kMinute);
  EXPECT_EQ(polls(3).at(2), (Poll{"stream", "17"}));
}

TEST_F(PollingTest, a_stop_does_not_wait_for_a_poll) {
  start([](const Poll&) { return PollAnswer{.later = true}; });
  polls(1);
  const auto before = std::chrono::steady_clock::now();
  house->engine->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(5));
}

TEST_F(PollingTest, of_several_engines_one_polls_and_another_takes_over_when_it_is_gone) {
  const auto says = [](const Poll&) { return PollAnswer{.next_cursor = "1"}; };
  start(says, core::kMinute, "first");
  ASSERT_TRUE(until_cursor("1"));
  auto first = std::move(house);
  auto its_connector = std::exchange(connector, std::make_shared<FakeConnector>());
  start(says, core::kMinute, "second");
  EXPECT_TRUE(after(core::kHour, 0));
  first.reset();
  EXPECT_TRUE(after(core::kMinute, 1));
  EXPECT_EQ(polls(1).at(0), (Poll{"", "1"}));
}

}  // namespace
}  // namespace baton::engine::testing
