// SPDX-License-Identifier: MIT
// The danger: a signature that only fits bytes nobody sends.
#include "host/sandbox/whatsapp/webhook.h"

#include <gtest/gtest.h>

namespace baton::sandbox::whatsapp {
namespace {

// The published vector: the escaped bytes have this signature, the same JSON in UTF-8 has another.
TEST(Webhook, the_signature_is_over_the_escaped_bytes) {
  const std::string body =
      R"({"object":"whatsapp_business_account","entry":[{"id":"1001","changes":[{"value":{)"
      R"("messaging_product":"whatsapp","text":"caf\u00e9 https:\/\/x.example\/a"},"field":"messages"}]}]})";
  const auto headers = webhook_headers(body, "test_app_secret", Signature::good);
  EXPECT_EQ(headers.at(1).value, "sha256=45f24df90c468e0c4ee09aaf67fa3012298475458e2ad3fb32c4996e92223efb");
  EXPECT_EQ(Json::parse(body).dump().find("\\u00e9"), std::string::npos)
      << "parsing and writing changes the bytes";
}

TEST(Webhook, escapes_as_php_does) {
  EXPECT_EQ(php_json({{"t", "caf\xc3\xa9 https://x/ \xf0\x9f\x91\x8d a@b <i> \" \\"}}),
            R"({"t":"caf\u00e9 https:\/\/x\/ \ud83d\udc4d a\u0040b \u003ci\u003e \" \\"})");
  const Json ugly{{"t", "/@<>\xc3\xa9\n"}};
  EXPECT_EQ(Json::parse(php_json(ugly)), ugly);
}

TEST(Webhook, signatures_that_must_not_be_believed) {
  const auto good = webhook_headers("{}", "s", Signature::good).at(1).value;
  EXPECT_NE(webhook_headers("{}", "s", Signature::wrong).at(1).value, good);
  EXPECT_EQ(webhook_headers("{}", "s", Signature::missing).size(), 1u);
  EXPECT_EQ(net::to_lower(webhook_headers("{}", "s", Signature::uppercase).at(1).value), good);
}

}  // namespace
}  // namespace baton::sandbox::whatsapp
