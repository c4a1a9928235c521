// SPDX-License-Identifier: MIT
// The danger: one person with two numbers becomes two, or a bucket leaks.
#include "host/sandbox/whatsapp/numbers.h"

#include <gtest/gtest.h>

#include <set>

#include "host/sandbox/whatsapp/bucket.h"

namespace baton::sandbox::whatsapp {
namespace {

TEST(Numbers, without_plus_the_business_country_is_put_in_front) {
  EXPECT_EQ(digits_of("+1 (650) 555-0101", "919876543210"), "16505550101");
  EXPECT_EQ(digits_of("16315551234", "919876543210"), "9116315551234");
  EXPECT_EQ(digits_of("16505550101", "15550100001"), "16505550101");
  EXPECT_FALSE(digits_of("+1650x", "15550100001"));
  EXPECT_FALSE(digits_of("+12", "15550100001"));
  EXPECT_FALSE(digits_of("+1234567890123456", "15550100001"));
}

TEST(Numbers, brazil_mexico_and_argentina_get_another_wa_id_than_was_asked_for) {
  EXPECT_EQ(wa_id_of("5541987654321"), "554187654321");
  EXPECT_EQ(wa_id_of("5511987654321"), "5511987654321");
  EXPECT_EQ(wa_id_of("525512345678"), "5215512345678");
  EXPECT_EQ(wa_id_of("541112345678"), "5491112345678");
  for (const char* number : {"5541987654321", "525512345678", "541112345678", "16505550101"}) {
    EXPECT_EQ(canonical(number), canonical(wa_id_of(number))) << number;
  }
}

TEST(Numbers, ids_never_repeat_also_between_runs) {
  Ids first, second;
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(seen.insert(first.wamid()).second);
    EXPECT_TRUE(seen.insert(second.wamid()).second);
  }
  EXPECT_GT(std::stoull(first.number()), 1ull << 31);
}

TEST(Bucket, a_burst_must_be_paid_back_by_silence) {
  Bucket pair;
  for (int i = 0; i < 45; ++i) EXPECT_TRUE(pair.take(1000, 45, 6000));
  EXPECT_FALSE(pair.take(1000, 45, 6000));
  EXPECT_FALSE(pair.take(6999, 45, 6000));
  EXPECT_TRUE(pair.take(7000, 45, 6000));
  EXPECT_FALSE(pair.take(7001, 45, 6000));
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(pair.take(7000 + 120000, 45, 6000)) << i;
}

TEST(Bucket, a_clock_set_back_neither_fills_nor_empties) {
  Bucket bucket;
  EXPECT_TRUE(bucket.take(1000000, 1, 1000));
  EXPECT_FALSE(bucket.take(0, 1, 1000));
  EXPECT_TRUE(bucket.take(1000, 1, 1000));
}

}  // namespace
}  // namespace baton::sandbox::whatsapp
