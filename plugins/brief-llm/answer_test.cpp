// SPDX-License-Identifier: MIT
// An answer that is not what was asked for is read all the same, or its reason repeats what stands in it.
#include "answer.h"

#include <gtest/gtest.h>

#include <random>

#include "fixture.h"

namespace baton::brief_llm {
namespace {

using fixture::envelope;
using fixture::good;
using fixture::json;

std::string why_of(const std::string& body) {
  const auto read = read_answer(body);
  const auto* unread = std::get_if<Unread>(&read);
  return unread == nullptr ? "read" : unread->why;
}
std::string why_with(const char* path, const json& value) {
  json answer = good();
  answer[json::json_pointer(path)] = value;
  return why_of(envelope(answer));
}
std::string why_without(const char* path, const char* name) {
  json answer = good();
  answer[json::json_pointer(path)].erase(name);
  return why_of(envelope(answer));
}

TEST(Answer, a_good_one_is_not_read) {
  const auto read = read_answer(envelope(good()));
  ASSERT_TRUE(std::holds_alternative<Draft>(read)) << std::get<Unread>(read).why;
  const Draft& draft = std::get<Draft>(read);
  EXPECT_EQ(draft.intent.source, 11u);
  EXPECT_EQ(draft.details.at(1).label, "paid");
  EXPECT_EQ(draft.details.at(1).text, "49.90 EUR");
  EXPECT_EQ(draft.steps.at(0).source, 14u);
}

TEST(Answer, a_missing_field_is_made_up) {
  for (const char* name :
       {"language", "intent", "status", "reason", "next_action", "decision_needed", "details", "steps"}) {
    EXPECT_EQ(why_without("", name), std::string(name) + " is missing");
    EXPECT_NE(why_with(("/" + std::string(name)).c_str(), nullptr), "read") << name;
    EXPECT_NE(why_with(("/" + std::string(name)).c_str(), 7), "read") << name;
  }
  EXPECT_EQ(why_without("/intent", "source"), "intent.source is missing");
  EXPECT_EQ(why_without("/details/1", "value"), "details[1].value is missing");
  EXPECT_EQ(why_without("/steps/0", "text"), "steps[0].text is missing");
}

TEST(Answer, a_source_that_is_no_number_is_one) {
  for (const json& source : {json("11"), json(-1), json(11.5), json(true), json::array()})
    EXPECT_EQ(why_with("/details/0/source", source), "details[0].source is no number of a message") << source;
}

TEST(Answer, members_nobody_asked_for_are_passed_over) {
  EXPECT_EQ(why_with("/owner", "agent:mallory"), "the answer has a member nobody asked for");
  EXPECT_EQ(why_with("/intent/priority", "immediate"), "intent has a member nobody asked for");
  EXPECT_EQ(why_with("/steps/0/label", "x"), "steps[0] has a member nobody asked for");
}

TEST(Answer, json_that_ends_too_early_is_mended) {
  const std::string whole = good().dump();
  for (std::size_t size = 0; size < whole.size(); size += 7)
    EXPECT_EQ(why_of(envelope(whole.substr(0, size))), "the answer is no JSON, or not all of it") << size;
  EXPECT_EQ(why_of(envelope(whole, "length")), "the answer was cut at max_tokens");
  EXPECT_NE(why_of(envelope(whole).substr(0, 300)), "read");
}

TEST(Answer, words_around_the_json_are_cut_away) {
  for (const std::string& around :
       {"Here it is: " + good().dump(), "```json\n" + good().dump() + "\n```", good().dump() + good().dump(),
        "[" + good().dump() + "]", std::string("\"text\"")})
    EXPECT_NE(why_of(envelope(around)), "read") << around.substr(0, 20);
}

TEST(Answer, a_model_that_does_not_write_is_taken_for_one_that_does) {
  json body = json::parse(envelope(good()));
  const auto with = [&](const char* path, const json& value) {
    json changed = body;
    changed[json::json_pointer(path)] = value;
    return why_of(changed.dump());
  };
  EXPECT_EQ(with("/choices/0/finish_reason", "content_filter"), "the endpoint's filter withheld the answer");
  EXPECT_EQ(with("/choices/0/finish_reason", "tool_calls"), "the model did not end its answer");
  EXPECT_EQ(with("/choices/0/finish_reason", nullptr), "the model did not end its answer");
  EXPECT_EQ(with("/choices/0/message/refusal", "I cannot"), "the model refused to write a brief");
  EXPECT_EQ(with("/choices/0/message/tool_calls", json::array({1})),
            "the model wanted to act instead of writing");
  EXPECT_EQ(with("/choices/0/message/tool_calls", json::array()), "read") << "some endpoints send it empty";
  EXPECT_NE(with("/choices/0/message/content", nullptr), "read");
  EXPECT_NE(with("/choices/0/message", "x"), "read");
  EXPECT_NE(with("/choices", json::array()), "read");
}

TEST(Answer, a_body_of_any_kind_is_survived) {
  for (const char* body :
       {"", "null", "[]", "{}", "<html>502</html>", "{\"choices\": 3}", "{\"choices\": [3]}", "\xFF"})
    EXPECT_NE(why_of(body), "read") << body;
  EXPECT_NE(why_of(std::string(200'000, '[')), "read");
  std::mt19937 random(3);
  const std::string whole = envelope(good());
  for (int round = 0; round < 3000; ++round) {
    std::string broken = whole;
    for (int i = 0; i < 3; ++i) broken[random() % broken.size()] = static_cast<char>(random() % 256);
    why_of(broken);
  }
}

TEST(Answer, a_reason_repeats_what_a_customer_may_have_said) {
  for (const char* path : {"/owner", "/intent/secret", "/details/0/4111111111111111"})
    EXPECT_EQ(why_with(path, "4111111111111111").find("4111"), std::string::npos);
}

}  // namespace
}  // namespace baton::brief_llm
