// SPDX-License-Identifier: MIT
#include "host/ledger/content_key.h"

#include <gtest/gtest.h>

#include "host/ledger/crypto.h"

namespace baton::ledger {
namespace {

TEST(ContentKey, what_was_sealed_opens_under_its_own_id_only) {
  const auto key = ContentKey::make();
  for (const auto& text : {std::string(), std::string("hello"), std::string(100000, 'x')}) {
    const auto sealed = key.seal(7, text);
    EXPECT_EQ(key.open(7, sealed), text);
    EXPECT_FALSE(key.open(8, sealed));
  }
}

TEST(ContentKey, every_damaged_byte_is_noticed) {
  const auto key = ContentKey::make();
  const auto sealed = key.seal(1, "the words of a customer");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto damaged = sealed;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(key.open(1, damaged)) << i;
    EXPECT_FALSE(key.open(1, sealed.substr(0, i))) << i;
  }
}

TEST(ContentKey, another_customers_key_opens_nothing_and_hashes_differently) {
  const auto mine = ContentKey::make();
  const auto theirs = ContentKey::make();
  EXPECT_FALSE(theirs.open(1, mine.seal(1, "words")));
  EXPECT_NE(mine.hash("words"), theirs.hash("words"));
  EXPECT_EQ(mine.hash("words").size(), 32U);
}

TEST(ContentKey, a_stored_key_is_the_same_key) {
  const auto key = ContentKey::make();
  const auto back = ContentKey::unwrap(key.wrap());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->open(3, key.seal(3, "words")), "words");
  EXPECT_EQ(back->hash("words"), key.hash("words"));
  EXPECT_FALSE(ContentKey::unwrap(""));
  EXPECT_FALSE(ContentKey::unwrap(key.wrap().substr(1)));
}

TEST(ContentKey, equal_texts_are_not_visibly_equal_when_sealed) {
  const auto key = ContentKey::make();
  EXPECT_NE(key.seal(1, "words"), key.seal(1, "words"));
}

TEST(ContentKey, hashes_are_those_of_the_standards) {
  // RFC 4231 case 2, and FIPS 180 "abc".
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(ContentKey, duplicate_digests_tell_connectors_apart) {
  EXPECT_EQ(duplicate_digest("wa", "m1").size(), 16U);
  EXPECT_NE(duplicate_digest("wa", "m1"), duplicate_digest("wam", "1"));
  EXPECT_NE(address_hash("s", "phone", "1"), address_hash("t", "phone", "1"));
}

}  // namespace
}  // namespace baton::ledger
