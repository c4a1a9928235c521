// SPDX-License-Identifier: MIT
// pair_rate_test.cpp - the limit between one number and one customer: 45 at once, then one in 6 seconds (W3 pair_rate).
#include "host/core/pair_rate.h"

#include <gtest/gtest.h>

namespace baton::core {
namespace {

constexpr Instant kNow{1'700'000'000'000};

ChannelRules rules() {
  ChannelRules channel;
  channel.pair_burst = 45;
  channel.pair_refill_ms = 6 * kSecond;
  return channel;
}

Thread after_sends(int count) {
  Thread thread;
  for (int i = 0; i < count; ++i) count_pair(thread, kNow);
  return thread;
}

TEST(PairRate, the_45th_goes_at_once_and_the_46th_waits_six_seconds) {
  EXPECT_EQ(pair_free_at(after_sends(44), rules(), kNow), kNow);
  EXPECT_EQ(pair_free_at(after_sends(45), rules(), kNow), kNow + 6 * kSecond);
}

TEST(PairRate, silence_pays_back_one_message_in_six_seconds) {
  auto thread = after_sends(45);
  EXPECT_GT(pair_free_at(thread, rules(), kNow + 6 * kSecond - 1), kNow + 6 * kSecond - 1);
  EXPECT_EQ(pair_free_at(thread, rules(), kNow + 6 * kSecond), kNow + 6 * kSecond);
  count_pair(thread, kNow + 6 * kSecond);
  EXPECT_EQ(pair_free_at(thread, rules(), kNow + 6 * kSecond), kNow + 12 * kSecond);
}

TEST(PairRate, silence_is_not_saved_beyond_the_burst) {
  Thread thread;
  count_pair(thread, kNow - kDay);
  for (int i = 0; i < 45; ++i) {
    EXPECT_EQ(pair_free_at(thread, rules(), kNow), kNow) << i;
    count_pair(thread, kNow);
  }
  EXPECT_GT(pair_free_at(thread, rules(), kNow), kNow);
}

TEST(PairRate, the_channels_own_word_is_believed) {
  Thread thread;
  thread.pair_blocked_until = kNow + kMinute;
  EXPECT_EQ(pair_free_at(thread, rules(), kNow), kNow + kMinute);
  EXPECT_EQ(pair_free_at(thread, ChannelRules{}, kNow), kNow + kMinute);
  EXPECT_EQ(pair_free_at(thread, rules(), kNow + kMinute), kNow + kMinute);
}

TEST(PairRate, the_count_does_not_grow_without_bound) {
  Thread thread;
  for (int i = 0; i < 10'000; ++i) count_pair(thread, kNow + i);
  EXPECT_LE(thread.pair_sent.size(), 256u);
}

}  // namespace
}  // namespace baton::core
