// SPDX-License-Identifier: MIT
// bot_signature_test.cpp - a bot that checks the signature by the book must accept ours.
#include "host/engine/bot_signature.h"

#include <gtest/gtest.h>

namespace baton::engine {
namespace {

TEST(BotSignature, is_hmac_sha256_as_in_rfc_4231) {
  EXPECT_EQ(bot_signature("Jefe", "what do ya want for nothing?"), "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(bot_signature(std::string(20, '\x0b'), "Hi There"), "sha256=b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST(BotSignature, covers_every_byte_also_zeros) {
  using namespace std::string_view_literals;
  EXPECT_NE(bot_signature("secret", "a\0b"sv), bot_signature("secret", "a\0c"sv));
  EXPECT_NE(bot_signature("secret", "a"), bot_signature("Secret", "a"));
  EXPECT_EQ(bot_signature("", "").size(), std::string("sha256=").size() + 64);
}

}  // namespace
}  // namespace baton::engine
