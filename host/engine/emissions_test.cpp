// SPDX-License-Identifier: MIT
// emissions_test.cpp - events that nobody asked for: taken at once or not at all, in their order, once, and told as
// stored only when they are.
#include "host/engine/emissions.h"

#include <gtest/gtest.h>

#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

// A road on which the test says when a batch has arrived.
class EmissionQueue : public ::testing::Test {
 protected:
  struct UnderWay {
    std::string connector, ids;
    Inbound::Done done;
  };

  baton_status_t emit(const std::string& connector, const std::string& id, std::size_t text_bytes = 1) {
    FakeBatch batch(id + "|+491|" + std::string(text_bytes, 'x'));
    return emissions.emit(connector, batch.record(), [this, id](baton_status_t status) {
      const std::lock_guard lock(mutex);
      told += id + "=" + std::to_string(status) + " ";
    });
  }
  void open() {
    emissions.open([this](const core::ConnectorId& connector, InboundBatch batch, Inbound::Done done) {
      const std::lock_guard lock(mutex);
      std::string ids;
      for (const auto& event : batch.events) ids += event.source_event_id;
      under_way.push_back({connector.value, ids, std::move(done)});
      changed.notify_all();
    });
  }
  // The ids of those under way once there are so many.
  std::string on_the_road(std::size_t count) {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, kPatience, [&] { return under_way.size() >= count; });
    std::string all;
    for (const auto& one : under_way) all += one.ids + " ";
    return all;
  }
  void arrive(bool durable = true) {
    Inbound::Done done;
    {
      const std::lock_guard lock(mutex);
      done = std::move(under_way.front().done);
      under_way.erase(under_way.begin());
    }
    done(durable);
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<UnderWay> under_way;
  std::string told;
  MovedClock clock{kStart};
  Emissions emissions{clock, {3, 20000, std::chrono::milliseconds(20)}};
};

TEST_F(EmissionQueue, what_is_emitted_before_the_engine_runs_waits_for_it_and_keeps_its_order) {
  EXPECT_EQ(emit("wa", "e1"), BATON_OK);
  EXPECT_EQ(emit("wa", "e2"), BATON_OK);
  open();
  EXPECT_EQ(on_the_road(1), "e1 ") << "one batch of a connector at a time";
  arrive();
  EXPECT_EQ(on_the_road(1), "e2 ");
  arrive();
  EXPECT_EQ(told, "e1=0 e2=0 ");
}

// A later batch that is stored before it would take the cursor past it.
TEST_F(EmissionQueue, what_is_not_stored_comes_again_before_anything_that_was_emitted_later) {
  open();
  EXPECT_EQ(emit("wa", "e1"), BATON_OK);
  EXPECT_EQ(on_the_road(1), "e1 ");
  EXPECT_EQ(emit("wa", "e2"), BATON_OK);
  EXPECT_EQ(emit("mail", "m1"), BATON_OK);
  EXPECT_EQ(on_the_road(2), "e1 m1 ");
  for (int i = 0; i < 3; ++i) {
    arrive(false);
    EXPECT_EQ(on_the_road(2), i % 2 == 0 ? "m1 e1 " : "e1 m1 ");
  }
  EXPECT_EQ(told, "");
  arrive();
  arrive();
  EXPECT_EQ(on_the_road(1), "e2 ");
  arrive();
  EXPECT_EQ(told.size(), std::string("e1=0 m1=0 e2=0 ").size()) << told;
  EXPECT_TRUE(told.ends_with("e2=0 "));
}

TEST_F(EmissionQueue, a_full_queue_pushes_back_until_something_of_it_is_stored) {
  open();
  EXPECT_EQ(emit("wa", "e1"), BATON_OK);
  EXPECT_EQ(on_the_road(1), "e1 ");
  EXPECT_EQ(emit("wa", "e2"), BATON_OK);
  EXPECT_EQ(emit("wa", "e3"), BATON_OK);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(emit("wa", "e4"), BATON_RATE_LIMITED);
  EXPECT_EQ(emit("mail", "m1"), BATON_OK) << "of one connector, not of all";
  EXPECT_EQ(on_the_road(2), "e1 m1 ");
  arrive();
  EXPECT_EQ(emit("wa", "e4"), BATON_OK);
  EXPECT_EQ(told, "e1=0 ");
}

TEST_F(EmissionQueue, large_batches_fill_the_queue_by_their_bytes_and_one_alone_is_always_taken) {
  EXPECT_EQ(emit("wa", "e1", 100000), BATON_OK);  // nothing before it, or it could never be emitted
  EXPECT_EQ(emit("wa", "e2"), BATON_RATE_LIMITED);
  open();
  EXPECT_EQ(on_the_road(1), "e1 ");
  EXPECT_EQ(emit("wa", "e2"), BATON_RATE_LIMITED) << "under way it still stands in memory";
  arrive();
  EXPECT_EQ(emit("wa", "e2", 5000), BATON_OK);
  EXPECT_EQ(on_the_road(1), "e2 ");
  EXPECT_EQ(emit("wa", "e3", 5000), BATON_OK);
  EXPECT_EQ(emit("wa", "e4", 8000), BATON_RATE_LIMITED);
}

TEST_F(EmissionQueue, a_stop_tells_everybody_that_nothing_happened_and_takes_no_more) {
  open();
  emit("wa", "e1");
  EXPECT_EQ(on_the_road(1), "e1 ");
  emit("wa", "e2");
  emissions.close();
  const auto unavailable = std::to_string(BATON_UNAVAILABLE);
  EXPECT_EQ(told, "e2=" + unavailable + " ");
  EXPECT_EQ(emit("wa", "e3"), BATON_UNAVAILABLE);
  arrive();  // what was on its way arrives all the same
  EXPECT_EQ(told, "e2=" + unavailable + " e1=0 ");
}

class EmissionTest : public ::testing::Test {
 protected:
  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  House house{*memory};
};

TEST_F(EmissionTest, nobody_is_told_stored_before_the_commit) {
  house.spy.hold();
  auto told = house.emits("e1|+491|hello", "17");
  ASSERT_TRUE(house.spy.wait_held(1));
  EXPECT_EQ(told.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  EXPECT_EQ(house.cursors(), House::Cursors{});
  house.spy.let_go();
  EXPECT_EQ(got(std::move(told)), BATON_OK);
  EXPECT_EQ(house.count<core::MessageReceived>(house.customer("+491")), 1);
  EXPECT_EQ(house.cursors(), (House::Cursors{{"stream", "17"}}));
}

TEST_F(EmissionTest, the_same_event_by_webhook_and_unasked_is_one_word) {
  EXPECT_EQ(house.post("e1|+491|hello"), 200);
  EXPECT_EQ(got(house.emits("e1|+491|hello\ne2|+491|more")), BATON_OK);
  EXPECT_EQ(got(house.emits("e1|+491|hello\ne2|+491|more")), BATON_OK);
  EXPECT_EQ(house.post("e2|+491|more"), 200);
  EXPECT_EQ(house.count<core::MessageReceived>(house.customer("+491")), 2);
}

TEST_F(EmissionTest, a_store_that_refuses_for_a_while_loses_nothing_and_somebody_is_told) {
  house.spy.fail(1'000'000);
  auto first = house.emits("e1|+491|hello", "17");
  auto second = house.emits("e2|+491|more", "18");
  for (int i = 0; i < 2000 && !house.alarm("connector:wa"); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_TRUE(house.alarm("connector:wa"));
  EXPECT_EQ(first.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  EXPECT_EQ(house.cursors(), House::Cursors{});
  house.spy.fail(0);
  EXPECT_EQ(got(std::move(first)), BATON_OK);
  EXPECT_EQ(got(std::move(second)), BATON_OK);
  EXPECT_EQ(house.count<core::MessageReceived>(house.customer("+491")), 2);
  EXPECT_EQ(house.cursors(), (House::Cursors{{"stream", "18"}}));
}

TEST_F(EmissionTest, an_engine_that_stops_brings_in_what_is_under_way_and_refuses_the_rest) {
  std::vector<std::future<baton_status_t>> told;
  for (int i = 0; i < 40; ++i) told.push_back(house.emits("e" + std::to_string(i) + "|+491|word"));
  house.engine->stop();
  int stored = 0;
  for (auto& one : told) {
    const auto status = got(std::move(one));
    EXPECT_TRUE(status == BATON_OK || status == BATON_UNAVAILABLE) << status;
    stored += status == BATON_OK ? 1 : 0;
  }
  const auto customer = house.customer("+491");
  EXPECT_EQ(customer.empty() ? 0 : house.count<core::MessageReceived>(customer), stored);
}

}  // namespace
}  // namespace baton::engine::testing
