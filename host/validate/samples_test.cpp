// SPDX-License-Identifier: MIT
// What a plugin is tried with: settings made from a schema, and webhooks signed as its service signs them.
#include "host/validate/samples.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace baton::validate {
namespace {

using nlohmann::json;

plugin::ConfigSchema schema_of(const std::string& text) {
  auto parsed = plugin::ConfigSchema::parse(text);
  EXPECT_TRUE(parsed.problems.empty())
      << parsed.problems.front().pointer << " " << parsed.problems.front().what;
  return std::move(*parsed.schema);
}

TEST(Settings, what_an_admin_must_write_is_left_out) {
  const auto made = settings_from(schema_of(R"({"type": "object", "additionalProperties": false, "required":
      ["name", "mode", "shown", "many", "count", "least", "nested", "list", "where", "secret", "fixed", "yes"],
    "properties": {
      "name": {"type": "string", "minLength": 3}, "mode": {"type": "string", "enum": ["slow", "fast"]},
      "shown": {"type": "string", "examples": ["like this"]},
      "many": {"type": "array", "minItems": 2, "items": {"type": "integer", "minimum": 5}},
      "count": {"type": "integer", "default": 9}, "least": {"type": "number", "minimum": 2.5},
      "nested": {"type": "object", "required": ["deep"],
                 "properties": {"deep": {"type": "string", "pattern": "^[0-9]+$"}, "free": {"type": "string"}}},
      "list": {"type": "array", "items": {"type": "string"}}, "where": {"type": "string", "format": "uri"},
      "secret": {"type": "string", "format": "baton-secret"}, "fixed": {"type": "string", "const": "so"},
      "yes": {"type": "boolean"}, "optional": {"type": "string"}}})"));
  EXPECT_EQ(made.problem, "");
  EXPECT_EQ(made.settings,
            json::parse(R"({"name": "aaa", "mode": "slow", "shown": "like this", "many": [5, 5],
    "count": 9, "least": 2.5, "nested": {"deep": "1"}, "list": [], "where": "http://127.0.0.1:9",
    "secret": "a-secret-for-validation", "fixed": "so", "yes": false})"));
}

TEST(Settings, a_default_is_passed_on_without_what_it_lacks) {
  const auto made = settings_from(
      schema_of(R"({"type": "object", "additionalProperties": false, "required": ["a"], "properties": {"a":
    {"type": "object", "default": {"x": 1}, "required": ["x", "y"],
     "properties": {"x": {"type": "integer"}, "y": {"type": "integer", "maximum": -3}}}}})"));
  EXPECT_EQ(made.problem, "");
  EXPECT_EQ(made.settings, json::parse(R"({"a": {"x": 1, "y": -3}})"));
}

TEST(Settings, a_choice_of_types_ends_the_command) {
  const auto made =
      settings_from(schema_of(R"({"type": "object", "additionalProperties": false, "required": ["a", "b"],
      "properties":
      {"a": {"type": ["string", "null"]}, "b": {"type": ["null", "integer"]}}})"));
  EXPECT_EQ(made.problem, "");
  EXPECT_EQ(made.settings, json::parse(R"({"a": "", "b": null})"));
}

TEST(Settings, a_pattern_that_only_a_person_can_fill_is_not_said) {
  const auto made = settings_from(
      schema_of(R"({"type": "object", "additionalProperties": false, "required": ["id"], "properties":
      {"id": {"type": "string", "pattern": "^[A-Z]{3}-x$"}}})"));
  EXPECT_NE(made.problem.find("/id"), std::string::npos) << made.problem;
  EXPECT_NE(made.problem.find("samples.json"), std::string::npos) << "the mend is missing";
}

TEST(Settings, a_secret_reaches_the_plugin) {
  const auto schema = schema_of(R"({"type": "object", "additionalProperties": false, "properties": {
    "token": {"type": "string", "format": "baton-secret"}, "more": {"type": "integer", "default": 4}}})");
  const auto whole = finished(schema, {{"token", "very-secret"}});
  EXPECT_EQ(whole.problem, "");
  EXPECT_EQ(whole.json.find("very-secret"), std::string::npos);
  EXPECT_EQ(json::parse(whole.json).at("more"), 4);
  ASSERT_EQ(whole.secrets.size(), 1u);
  EXPECT_EQ(whole.secrets[0], (std::pair<std::string, std::string>("token", "very-secret")));
  EXPECT_NE(finished(schema, {{"token", 7}}).problem.find("/token"), std::string::npos);
}

class SamplesFile : public ::testing::Test {
 protected:
  SamplesFile() {
    if (mkstemp(name_.data()) < 0) throw std::runtime_error("no temporary file");
  }
  ~SamplesFile() override { unlink(name_.c_str()); }
  std::string read(const std::string& text) {
    std::ofstream(name_) << text;
    return read_samples(name_, samples_);
  }

  std::string name_ = "/tmp/baton-samples-XXXXXX";
  Samples samples_;
};

TEST_F(SamplesFile, something_it_says_is_passed_over) {
  ASSERT_EQ(read(R"({ // with comments
    "settings": {"a": 1}, "account": "side", "attributes": {"k": 1},
    "recipient": {"kind": "email", "value": "a@example.com"},
    "sent": {"status": 202, "headers": {"X-Id": "7"}, "body": {"id": 1}},
    "webhooks": [{"method": "GET", "path": "/p", "query": "q=1", "headers": {"X-Sign": "s"}, "body": "raw",
                  "events": 0}, {"body": {"b": 2}}]})"),
            "");
  EXPECT_TRUE(samples_.given);
  EXPECT_EQ(samples_.settings, json::parse(R"({"a": 1})"));
  EXPECT_EQ(samples_.account, "side");
  EXPECT_EQ(samples_.recipient_kind, BATON_IDENTITY_EMAIL);
  EXPECT_EQ(samples_.recipient, "a@example.com");
  EXPECT_EQ(samples_.attributes, R"({"k":1})");
  ASSERT_TRUE(samples_.sent);
  EXPECT_EQ(samples_.sent->status, 202);
  EXPECT_EQ(samples_.sent->headers.at(0).first, "x-id");
  EXPECT_EQ(samples_.sent->body, R"({"id":1})");
  ASSERT_EQ(samples_.webhooks.size(), 2u);
  EXPECT_EQ(samples_.webhooks[0].method, "GET");
  EXPECT_EQ(samples_.webhooks[0].headers.at(0), (std::pair<std::string, std::string>("x-sign", "s")));
  EXPECT_EQ(samples_.webhooks[0].body, "raw");
  EXPECT_EQ(samples_.webhooks[0].events, 0u);
  EXPECT_EQ(samples_.webhooks[1].method, "POST");
  EXPECT_EQ(samples_.webhooks[1].body, R"({"b":2})");
  EXPECT_FALSE(samples_.webhooks[1].events);
}

TEST_F(SamplesFile, a_mistake_in_it_ends_the_command_without_a_word) {
  for (const char* text :
       {"{", "[]", R"({"webhooks": 7})", R"({"recipient": {"kind": "owl", "value": "x"}})",
        R"({"recipient": {}})", R"({"webhooks": [{"headers": {"a": 1}}]})", R"({"sent": []})"})
    EXPECT_NE(read(text).find(name_), std::string::npos) << text;
  EXPECT_EQ(read_samples("/nonexistent/samples.json", samples_), "") << "a bundle need not have one";
}

TEST(SignedWebhook, it_is_signed_as_nobody_else_signs) {
  Webhook webhook;
  webhook.body = "what do ya want for nothing?";  // RFC 4231, test case 2
  webhook.headers = {{"x-signature", "sha256={hmac:key}"}, {"x-other", "{hmac:unknown}"}};
  const auto made = signed_webhook(webhook, {{"key", "Jefe"}});
  EXPECT_EQ(made.headers.at(0).second,
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(made.headers.at(1).second, "{hmac:unknown}");
  EXPECT_EQ(made.body, webhook.body);
}

}  // namespace
}  // namespace baton::validate
