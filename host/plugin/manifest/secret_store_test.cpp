// SPDX-License-Identifier: MIT
#include "host/plugin/manifest/secret_store.h"

#include <gtest/gtest.h>

namespace baton::plugin {
namespace {

TEST(SecretStore, the_version_moves_only_with_the_value) {
  SecretStore secrets;
  EXPECT_EQ(secrets.version("token"), 0u);
  secrets.set("token", "a");
  secrets.set("token", "a");
  EXPECT_EQ(secrets.version("token"), 1u);
  secrets.set("token", "b");
  EXPECT_EQ(secrets.version("token"), 2u);
}

TEST(SecretStore, references_are_replaced_and_a_wrong_one_is_never_sent_as_it_stands) {
  SecretStore secrets;
  secrets.set("token", "abc");
  secrets.set("keys.0", "k");
  EXPECT_EQ(with_secrets("Bearer ${secret:token}", secrets), "Bearer abc");
  EXPECT_EQ(with_secrets("${secret:token}:${secret:keys.0}", secrets), "abc:k");
  EXPECT_EQ(with_secrets("none", secrets), "none");
  EXPECT_EQ(with_secrets("Bearer ${secret:other}", secrets), std::nullopt);
  EXPECT_EQ(with_secrets("Bearer ${secret:token", secrets), std::nullopt);
  EXPECT_EQ(with_secrets("${HOME}", secrets), "${HOME}");
}

TEST(SecretStore, a_value_that_looks_like_a_reference_is_not_followed) {
  SecretStore secrets;
  secrets.set("a", "${secret:b}");
  secrets.set("b", "deep");
  EXPECT_EQ(with_secrets("${secret:a}", secrets), "${secret:b}");
}

// A remote system may say a secret back, and a plugin may log what it was told.
TEST(SecretStore, a_secret_in_a_text_is_hidden_behind_its_reference_wherever_it_stands) {
  SecretStore secrets;
  secrets.set("token", "EAAG-secret");
  secrets.set("longer", "EAAG-secret-and-more");
  secrets.set("pin", "1234567");
  EXPECT_EQ(secrets.hide("bad EAAG-secret (EAAG-secret)"), "bad ${secret:token} (${secret:token})");
  EXPECT_EQ(secrets.hide("EAAG-secret-and-more"), "${secret:longer}");
  EXPECT_EQ(secrets.hide("order 1234567"), "order 1234567") << "too short to be told from words that are none";
  EXPECT_EQ(secrets.hide(""), "");
}

}  // namespace
}  // namespace baton::plugin
