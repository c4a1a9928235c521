// SPDX-License-Identifier: MIT
#include "host/engine/secure_token.h"

#include <gtest/gtest.h>

namespace baton::engine {
namespace {

const core::SecurePathPolicy kPolicy{"https://id.example.com/start", "a key of the page", 30 * core::kMinute};
const core::SecurePath kPath{{"k7f3-m9"}, "sensitive_data", core::Instant{1'700'000'000'000}, {}, {}};

std::string token_in(const std::string& link) { return link.substr(link.find("token=") + 6); }

TEST(SecureToken, the_page_gives_back_what_the_link_held) {
  const auto link = secure_link(kPolicy, kPath);
  EXPECT_EQ(link.rfind("https://id.example.com/start?token=k7f3-m9.sensitive_data.1700000000000.", 0), 0u) << link;
  EXPECT_EQ(message_of_token(kPolicy, token_in(link))->value, "k7f3-m9");
}

TEST(SecureToken, a_page_address_with_a_query_keeps_it) {
  auto policy = kPolicy;
  policy.url += "?lang=en";
  EXPECT_NE(secure_link(policy, kPath).find("?lang=en&token="), std::string::npos);
}

TEST(SecureToken, a_token_that_was_changed_or_signed_with_another_key_is_none) {
  auto token = token_in(secure_link(kPolicy, kPath));
  auto other = kPolicy;
  other.key = "another key";
  EXPECT_FALSE(message_of_token(other, token));
  token[5] = '8';  // another word of the customer
  EXPECT_FALSE(message_of_token(kPolicy, token));
  EXPECT_FALSE(message_of_token(kPolicy, ""));
  EXPECT_FALSE(message_of_token(kPolicy, "k7f3-m9."));
}

TEST(SecureToken, without_a_key_no_token_is_good) {
  EXPECT_FALSE(message_of_token({}, token_in(secure_link(kPolicy, kPath))));
}

}  // namespace
}  // namespace baton::engine
