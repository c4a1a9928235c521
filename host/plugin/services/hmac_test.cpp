// SPDX-License-Identifier: MIT
#include "host/plugin/services/hmac.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "host/plugin/services/signature_service.h"

namespace baton::plugin {
namespace {

std::string hex(const Digest& digest) {
  std::string text;
  for (std::uint8_t byte : digest) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", byte);
    text += two;
  }
  return text;
}

TEST(Hmac, the_published_vectors_hold_also_when_a_key_is_used_again) {
  KeyedHmac first(std::string(20, '\x0b'));  // RFC 4231, cases 1 and 2
  KeyedHmac second("Jefe");
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(hex(*first.sign("Hi There")), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hex(*second.sign("what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }
}

TEST(Hmac, comparing_is_by_content_and_length) {
  EXPECT_TRUE(equal_in_constant_time("token", "token"));
  EXPECT_FALSE(equal_in_constant_time("token", "tokem"));
  EXPECT_FALSE(equal_in_constant_time("token", "toke"));
  EXPECT_TRUE(equal_in_constant_time("", ""));
}

TEST(Signatures, a_changed_secret_counts_at_once_and_a_missing_one_is_never_a_match) {
  auto secrets = std::make_shared<SecretStore>();
  SignatureService service(secrets);
  Digest old_signature{}, new_signature{};
  EXPECT_EQ(service.sign(BATON_SIGNATURE_HMAC_SHA256, "app", "x", old_signature), BATON_NOT_FOUND);
  EXPECT_EQ(service.verify(BATON_SIGNATURE_EQUAL, "app", "", ""), BATON_NOT_FOUND);
  secrets->set("app", "one");
  ASSERT_EQ(service.sign(BATON_SIGNATURE_HMAC_SHA256, "app", "x", old_signature), BATON_OK);
  secrets->set("app", "two");
  ASSERT_EQ(service.sign(BATON_SIGNATURE_HMAC_SHA256, "app", "x", new_signature), BATON_OK);
  EXPECT_NE(old_signature, new_signature);
  const std::string_view old_text(reinterpret_cast<const char*>(old_signature.data()), old_signature.size());
  EXPECT_EQ(service.verify(BATON_SIGNATURE_HMAC_SHA256, "app", "x", old_text), BATON_PERMISSION_DENIED);
  EXPECT_EQ(service.verify(BATON_SIGNATURE_HMAC_SHA256, "app", "x", ""), BATON_PERMISSION_DENIED);
  EXPECT_EQ(service.verify(BATON_SIGNATURE_EQUAL, "app", "", "two"), BATON_OK);
  EXPECT_EQ(service.verify(99, "app", "", "two"), BATON_NOT_SUPPORTED);
}

}  // namespace
}  // namespace baton::plugin
