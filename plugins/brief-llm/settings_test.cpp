// SPDX-License-Identifier: MIT
// Settings that would send conversations where nobody meant them to go, or that are read wrongly.
#include "settings.h"

#include <gtest/gtest.h>

#include <baton/plugin.hpp>

namespace baton::brief_llm {
namespace {

std::string refused_at(const char* config) {
  try {
    settings_of(config);
  } catch (const sdk::Failure& failure) {
    return failure.error().code + ": " + failure.error().message;
  }
  return "taken";
}

TEST(Settings, every_setting_is_read) {
  const Settings settings = settings_of(R"({"url": "https://m.example/v1/chat/completions", "model": "small",
    "api_key": "${secret:key}", "response_format": "json_schema", "max_tokens": 900,
    "max_tokens_name": "max_completion_tokens", "conversation_max_chars": 5000, "internal_notes": true})");
  EXPECT_EQ(settings.url, "https://m.example/v1/chat/completions");
  EXPECT_EQ(settings.model, "small");
  EXPECT_EQ(settings.api_key, "key");
  EXPECT_TRUE(settings.json_schema);
  EXPECT_EQ(settings.max_tokens, 900u);
  EXPECT_EQ(settings.max_tokens_name, "max_completion_tokens");
  EXPECT_EQ(settings.conversation_max_chars, 5000u);
  EXPECT_TRUE(settings.internal_notes);
}

TEST(Settings, conversations_cross_the_network_unencrypted) {
  for (const char* url : {"http://m.example/v1", "http://10.0.0.7/v1", "http://127.evil.example/v1",
                          "http://localhost.example/"})
    EXPECT_EQ(refused_at((R"({"model": "m", "url": ")" + std::string(url) + "\"}").c_str()).substr(0, 5),
              "/url:")
        << url;
  for (const char* url : {"http://127.0.0.1:8081/v1", "http://localhost/v1", "https://m.example/v1"})
    EXPECT_EQ(refused_at((R"({"model": "m", "url": ")" + std::string(url) + "\"}").c_str()), "taken") << url;
  EXPECT_EQ(refused_at(R"({"model": "m", "url": "http://10.0.0.7/v1", "plain_http": true})"), "taken");
}

TEST(Settings, a_key_that_is_no_reference_is_sent_as_it_stands) {
  EXPECT_EQ(refused_at(R"({"model": "m", "url": "https://m.example/", "api_key": "abc"})").substr(0, 9),
            "/api_key:");
}

TEST(Settings, what_is_no_setting_is_guessed_at) {
  for (const char* wrong :
       {"", "[]", "{", R"({"url": 3})", R"({"url": "ftp://x/", "model": "m"})", R"({"url": "https://x/"})",
        R"({"url": "https://x/", "model": "m", "max_tokens": "many"})"})
    EXPECT_NE(refused_at(wrong), "taken") << wrong;
}

}  // namespace
}  // namespace baton::brief_llm
