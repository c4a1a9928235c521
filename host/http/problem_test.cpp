// SPDX-License-Identifier: MIT
// problem_test.cpp - every refusal becomes the status clients are promised, as RFC 9457, whatever words are in it.
#include "host/http/problem.h"

#include <gtest/gtest.h>

#include <map>

namespace baton::http {
namespace {

using nlohmann::json;

TEST(Problem, each_kind_of_refusal_has_its_status) {
  using enum core::Refusal::Kind;
  const std::map<core::Refusal::Kind, int> expected = {{not_found, 404}, {stale_epoch, 409}, {taken, 409}, {not_allowed, 403}, {invalid, 422}};
  for (const auto& [kind, status] : expected) {
    const auto response = problem(core::Refusal{kind, "what", "mend", {}, 0});
    EXPECT_EQ(response.status, status);
    EXPECT_EQ(response.content_type, "application/problem+json");
    const auto body = json::parse(response.body);
    EXPECT_EQ(body["type"], "about:blank");
    EXPECT_EQ(body["title"], std::string(net::reason_phrase(status)));
    EXPECT_EQ(body["status"], status);
    EXPECT_EQ(body["detail"], "what");
    EXPECT_EQ(body["mend"], "mend");
    EXPECT_FALSE(body.contains("owner"));
    EXPECT_FALSE(body.contains("owner_epoch"));
  }
}

TEST(Problem, whoever_lost_a_race_is_told_who_has_it) {
  const auto body = json::parse(problem(core::Refusal{core::Refusal::Kind::taken, "taken", "choose another", "agent:ben", 7}).body);
  EXPECT_EQ(body["owner"], "agent:ben");
  EXPECT_EQ(body["owner_epoch"], 7);
}

TEST(Problem, a_bad_request_names_the_field) {
  const auto body = json::parse(problem(BadRequest(422, "text: must be text", "/text", "send text")).body);
  EXPECT_EQ(body["pointer"], "/text");
  EXPECT_EQ(body["mend"], "send text");
  const auto bare = json::parse(problem(BadRequest(404, "no case")).body);
  EXPECT_FALSE(bare.contains("pointer"));
  EXPECT_FALSE(bare.contains("mend"));
}

TEST(Problem, words_that_are_no_utf8_do_not_break_the_answer) {
  EXPECT_TRUE(json::accept(problem(400, "no \xff case").body));
  EXPECT_TRUE(json::accept(json_response(200, {{"name", "\xc3"}}).body));
}

}  // namespace
}  // namespace baton::http
