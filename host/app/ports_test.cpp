// SPDX-License-Identifier: MIT
// ports_test.cpp - what plugins are given of store and clock: attachments in pieces, values of their own within a
// limit, and the time of the rules.
#include "host/app/ports.h"

#include <gtest/gtest.h>

#include <future>

#include "host/ledger/memory_ledger.h"

namespace baton::app {
namespace {

TEST(BlobPort, bytes_come_back_in_pieces_and_an_unknown_id_gives_none) {
  const auto store = ledger::make_memory_blob_store();
  LedgerBlobPort port(*store);
  const auto id = port.create();
  ASSERT_TRUE(id);
  EXPECT_TRUE(port.append(*id, "abc"));
  EXPECT_TRUE(port.append(*id, "defg"));
  const auto blob = port.finish(*id);
  ASSERT_TRUE(blob);
  EXPECT_EQ(port.size_bytes(*blob), 7u);
  char buffer[4] = {};
  EXPECT_EQ(port.read(*blob, 0, buffer, 3), 3u);
  EXPECT_EQ(std::string(buffer, 3), "abc");
  EXPECT_EQ(port.read(*blob, 6, buffer, 4), 1u);
  EXPECT_EQ(port.read(*blob, 7, buffer, 4), 0u);
  EXPECT_FALSE(port.read("nothing", 0, buffer, 4));
  EXPECT_FALSE(port.size_bytes("nothing"));
  EXPECT_FALSE(port.append(*id, "late"));  // finished is finished
}

class KvPortTest : public ::testing::Test {
 protected:
  baton_status_t commit(std::vector<plugin::KvWrite> writes, const std::string& instance = "wa") {
    std::promise<baton_status_t> told;
    const auto taken = port.commit(instance, std::move(writes), [&](baton_status_t status) { told.set_value(status); });
    return taken == BATON_OK ? told.get_future().get() : taken;
  }

  std::unique_ptr<ledger::Ledger> store = ledger::make_memory_ledger();
  LedgerKvPort port{*store};
};

TEST_F(KvPortTest, a_value_comes_back_with_the_revision_that_its_next_write_names) {
  EXPECT_EQ(port.get("wa", "at").status, BATON_NOT_FOUND);
  EXPECT_EQ(commit({{"at", "1", 0}}), BATON_OK);
  const auto read = port.get("wa", "at");
  EXPECT_EQ(read.status, BATON_OK);
  EXPECT_EQ(read.value.value, "1");
  EXPECT_EQ(commit({{"at", "2", 0}}), BATON_CONFLICT);
  EXPECT_EQ(commit({{"at", "2", read.value.revision}}), BATON_OK);
  EXPECT_EQ(commit({{"at", std::nullopt, UINT64_MAX}}), BATON_OK);
  EXPECT_EQ(port.get("wa", "at").status, BATON_NOT_FOUND);
  EXPECT_EQ(port.get("mail", "at").status, BATON_NOT_FOUND);
}

TEST_F(KvPortTest, an_instance_that_keeps_too_much_is_refused_and_others_are_not) {
  const std::string large(BATON_KV_VALUE_MAX_BYTES, 'x');
  std::size_t kept = 0;
  while (kept < 1000 && commit({{"key" + std::to_string(1000 + kept), large, 0}}) == BATON_OK) ++kept;
  const auto each = BATON_KV_VALUE_MAX_BYTES + BATON_KV_ENTRY_BYTES + std::string("key1000").size();
  EXPECT_EQ(kept, BATON_KV_MAX_BYTES / each);
  EXPECT_EQ(commit({{"one more", large, 0}}), BATON_REJECTED);
  EXPECT_EQ(commit({{"key1000", std::nullopt, UINT64_MAX}, {"one more", large, 0}}), BATON_OK);
  EXPECT_EQ(commit({{"one more", large, 0}}, "mail"), BATON_OK);
}

TEST(ClockPort, rules_time_is_the_moved_clock_and_budgets_are_not) {
  engine::MovedClock clock(core::Instant{1000});
  EngineClockPort port(clock);
  EXPECT_EQ(port.now_unix_ms(), 1000);
  const auto before = port.monotonic_ms();
  clock.set(core::Instant{1000 + core::kDay}, false);
  EXPECT_EQ(port.now_unix_ms(), 1000 + core::kDay);
  EXPECT_LT(port.monotonic_ms() - before, static_cast<std::uint64_t>(core::kHour));
}

}  // namespace
}  // namespace baton::app
