// SPDX-License-Identifier: MIT
#include "host/plugin/manifest/config_schema.h"

#include <gtest/gtest.h>

namespace baton::plugin {
namespace {

using nlohmann::json;

constexpr const char* kSchema = R"({
  "type": "object", "additionalProperties": false, "required": ["phone_number_id", "access_token"],
  "properties": {
    "phone_number_id": { "type": "string", "pattern": "^[0-9]+$", "description": "digits of the number's id" },
    "access_token": { "type": "string", "format": "baton-secret", "description": "token of the system user" },
    "app_secrets": { "type": "array", "items": { "type": "string", "format": "baton-secret" }, "maxItems": 3 },
    "base_url": { "type": "string", "format": "uri", "default": "https://graph.facebook.com" },
    "api_version": { "type": "string", "default": "v23.0" },
    "media_max_bytes": { "type": "integer", "minimum": 1, "maximum": 100000000, "default": 16000000 },
    "poll_ms": { "type": "integer", "format": "duration-ms", "default": 60000 },
    "mode": { "type": "string", "enum": ["strict", "lenient"], "default": "strict" },
    "retry": { "type": "object", "additionalProperties": false, "default": {},
               "properties": { "times": { "type": "integer", "default": 3 },
                               "key": { "type": "string", "format": "baton-secret" } } },
    "tags": { "type": "object", "additionalProperties": { "type": "string", "maxLength": 4 } }
  } })";

ConfigSchema schema() {
  auto parsed = ConfigSchema::parse(kSchema);
  EXPECT_TRUE(parsed.problems.empty());
  return *parsed.schema;
}

std::vector<ConfigProblem> problems_of(json settings) {
  SecretStore secrets;
  auto checked = schema().check(std::move(settings), secrets);
  EXPECT_TRUE(checked.problems.empty() || secrets.names().empty()) << "a refused configuration stored a secret";
  return checked.problems;
}

json good() { return {{"phone_number_id", "123"}, {"access_token", "EAAG"}}; }

TEST(ConfigSchema, defaults_are_filled_in_also_inside_defaults) {
  SecretStore secrets;
  const auto checked = schema().check(good(), secrets);
  ASSERT_TRUE(checked.problems.empty());
  EXPECT_EQ(checked.settings["base_url"], "https://graph.facebook.com");
  EXPECT_EQ(checked.settings["media_max_bytes"], 16000000);
  EXPECT_EQ(checked.settings["retry"]["times"], 3);
  EXPECT_FALSE(checked.settings.contains("app_secrets"));
}

TEST(ConfigSchema, no_secret_reaches_the_settings_of_a_plugin) {
  SecretStore secrets;
  json settings = good();
  settings["app_secrets"] = {"old-key", "new-key"};
  settings["retry"] = {{"key", "deep-key"}};
  const auto checked = schema().check(settings, secrets);
  ASSERT_TRUE(checked.problems.empty());
  const std::string text = checked.settings.dump();
  for (const char* value : {"EAAG", "old-key", "new-key", "deep-key"}) EXPECT_EQ(text.find(value), std::string::npos);
  EXPECT_EQ(checked.settings["access_token"], "${secret:access_token}");
  EXPECT_EQ(checked.settings["app_secrets"][1], "${secret:app_secrets.1}");
  EXPECT_EQ(secrets.value("access_token"), "EAAG");
  EXPECT_EQ(secrets.value("app_secrets.1"), "new-key");
  EXPECT_EQ(secrets.value("retry.key"), "deep-key");
}

TEST(ConfigSchema, an_empty_secret_is_refused_because_it_signs_for_everybody) {
  json settings = good();
  settings["access_token"] = "";
  const auto problems = problems_of(settings);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].pointer, "/access_token");
}

TEST(ConfigSchema, no_problem_prints_a_secret) {
  json settings = good();
  settings["access_token"] = {{"value", "EAAG-very-secret"}};
  for (const auto& problem : problems_of(settings)) {
    EXPECT_EQ(problem.what.find("EAAG"), std::string::npos);
    EXPECT_EQ(problem.mend.find("EAAG"), std::string::npos);
  }
}

TEST(ConfigSchema, every_problem_is_told_at_once_with_pointer_and_mend) {
  const json settings = {{"acces_token", "x"},   {"phone_number_id", "12a"}, {"media_max_bytes", 0},
                         {"mode", "strickt"},    {"base_url", "graph"},      {"poll_ms", -1},
                         {"retry", {{"times", "3"}}}, {"tags", {{"a/b", "long one"}}}};
  std::map<std::string, std::string> mends;
  for (const auto& problem : problems_of(settings)) {
    EXPECT_FALSE(problem.what.empty());
    mends[problem.pointer] = problem.mend;
  }
  EXPECT_EQ(mends.size(), 9u);
  EXPECT_EQ(mends.at("/acces_token"), "did you mean \"access_token\"?");
  EXPECT_EQ(mends.at("/access_token"), "set it: token of the system user");
  EXPECT_EQ(mends.at("/mode"), "did you mean \"strict\"?");
  EXPECT_EQ(mends.at("/phone_number_id"), "digits of the number's id");
  EXPECT_TRUE(mends.contains("/media_max_bytes") && mends.contains("/base_url") && mends.contains("/poll_ms"));
  EXPECT_TRUE(mends.contains("/retry/times") && mends.contains("/tags/a~1b"));
}

TEST(ConfigSchema, wrong_types_never_throw) {
  for (const json& wrong : {json(3), json("x"), json::array(), json(true)}) {
    EXPECT_FALSE(problems_of(wrong).empty());
    for (const char* key : {"phone_number_id", "access_token", "app_secrets", "retry", "tags"}) {
      json settings = good();
      settings[key] = wrong;
      if (wrong.type() == json(3).type()) {
        EXPECT_FALSE(problems_of(settings).empty()) << key;
      } else {
        problems_of(settings);
      }
    }
  }
  EXPECT_FALSE(problems_of(json()).empty()) << "missing settings are empty ones";
}

TEST(ConfigSchema, a_long_text_is_refused_before_the_pattern_overflows_the_stack) {
  json settings = good();
  settings["phone_number_id"] = std::string(500000, '1');
  EXPECT_EQ(problems_of(settings).size(), 1u);
}

TEST(ConfigSchema, a_schema_that_would_let_misspelt_settings_pass_is_refused) {
  EXPECT_EQ(ConfigSchema::parse(R"({"type":"object"})").problems.at(0).pointer, "/additionalProperties");
  EXPECT_EQ(ConfigSchema::parse(R"({"type":"array","additionalProperties":false})").problems.at(0).pointer, "/type");
}

TEST(ConfigSchema, faults_of_the_vendor_are_found_before_any_setting_is) {
  const auto pointers = [](const char* text) {
    std::string all;
    for (const auto& problem : ConfigSchema::parse(text).problems) all += problem.pointer + " ";
    return all;
  };
  EXPECT_EQ(pointers("{"), " ");
  EXPECT_EQ(pointers("[]"), " ");
  EXPECT_EQ(pointers(R"({"type":"object","additionalProperties":false,"propertis":{}})"), "/propertis ");
  EXPECT_EQ(pointers(R"({"type":"object","properties":{"a":{"type":"text"}}})"), "/properties/a/type ");
  EXPECT_EQ(pointers(R"({"type":"object","properties":{"a":{"type":"string","pattern":"("}}})"),
            "/properties/a/pattern ");
  EXPECT_EQ(pointers(R"({"type":"object","required":["b"],"properties":{}})"), "/required ");
  EXPECT_EQ(pointers(R"({"type":"object","properties":{"a":{"type":"string","format":"baton-secret","default":"x"}}})"),
            "/properties/a/default ");
  std::string deep = R"({"type":"object","properties":{"a":)", tail = "}}";
  for (int i = 0; i < 2000; ++i) {
    deep += R"({"type":"array","items":)";
    tail += "}";
  }
  EXPECT_FALSE(ConfigSchema::parse(deep + R"({"type":"string"})" + tail).problems.empty());
}

TEST(ConfigSchema, the_same_schema_in_another_layout_is_the_same) {
  EXPECT_TRUE(schema().same_as(json::parse(kSchema).dump(4)));
  EXPECT_FALSE(schema().same_as("{}"));
  EXPECT_FALSE(schema().same_as("{"));
}

}  // namespace
}  // namespace baton::plugin
