// SPDX-License-Identifier: MIT
// A failure is told with another retry meaning than it has, without a word a person can act on, or with the
// customer's.
#include "failures.h"

#include <gtest/gtest.h>

namespace baton::brief_llm {
namespace {

sdk::Error of(std::uint32_t status, std::string_view body = "", std::string_view headers = "{}") {
  return failure_of({status, BATON_OK, headers, body}, 4000);
}
sdk::Error without(baton_status_t error) { return failure_of({0, error, "", ""}, 4000); }

TEST(Failures, a_status_of_the_endpoint_means_something_else_to_the_host) {
  const std::pair<std::uint32_t, baton_status_t> table[] = {
      {301, BATON_INVALID_ARGUMENT},  {400, BATON_INVALID_ARGUMENT}, {401, BATON_UNAUTHENTICATED},
      {403, BATON_PERMISSION_DENIED}, {404, BATON_NOT_FOUND},        {408, BATON_DEADLINE_EXCEEDED},
      {422, BATON_INVALID_ARGUMENT},  {429, BATON_RATE_LIMITED},     {500, BATON_UNAVAILABLE},
      {502, BATON_UNAVAILABLE},       {503, BATON_UNAVAILABLE},      {504, BATON_DEADLINE_EXCEEDED},
      {529, BATON_UNAVAILABLE}};
  for (const auto& [status, meaning] : table) {
    EXPECT_EQ(of(status).status, meaning) << status;
    EXPECT_NE(of(status).message.find(std::to_string(status)), std::string::npos) << status;
  }
}

TEST(Failures, when_to_come_back_is_lost) {
  EXPECT_EQ(of(429, "", R"({"retry-after": "7"})").retry_after_ms, 7000u);
  EXPECT_EQ(of(503, "", R"({"retry-after": "99999"})").retry_after_ms, 3'600'000u);
  for (const char* headers :
       {"", "{}", R"({"retry-after": "Wed, 21 Oct"})", R"({"retry-after": "-3"})", R"({"retry-after": 3})"})
    EXPECT_EQ(of(429, "", headers).retry_after_ms, 0u) << headers;
  EXPECT_EQ(of(400, "", R"({"retry-after": "7"})").retry_after_ms, 0u);
}

TEST(Failures, an_answer_that_never_came_is_called_unavailable) {
  EXPECT_EQ(without(BATON_DEADLINE_EXCEEDED).status, BATON_DEADLINE_EXCEEDED);
  EXPECT_NE(without(BATON_DEADLINE_EXCEEDED).message.find("4000 ms"), std::string::npos);
  EXPECT_EQ(without(BATON_UNAVAILABLE).status, BATON_UNAVAILABLE);
  EXPECT_EQ(without(BATON_CANCELLED).status, BATON_CANCELLED);
  EXPECT_EQ(without(BATON_INTERNAL).message, "the endpoint's answer is longer than any brief");
  EXPECT_EQ(without(BATON_OK).status, BATON_INTERNAL) << "a failure is never told as a success";
}

TEST(Failures, what_the_endpoint_says_goes_into_a_log) {
  const auto error = of(
      400, R"({"error": {"message": "cannot answer 'my PIN is 4412'", "code": "context_length_exceeded"}})");
  EXPECT_EQ(error.code, "context_length_exceeded");
  EXPECT_EQ(error.message.find("4412"), std::string::npos);
  for (const char* body : {R"({"error": {"code": "my PIN is 4412"}})", R"({"error": {"code": "4412"}})",
                           R"({"error": {"code": 4412}})", R"({"error": "x"})", "[]", "<html>"})
    EXPECT_EQ(of(400, body).code, "") << body;
  EXPECT_EQ(of(400, R"({"error": {"code": null, "type": "invalid_request_error"}})").code,
            "invalid_request_error");
}

TEST(Failures, a_brief_that_cannot_be_believed_is_asked_for_again) {
  EXPECT_EQ(unusable("steps[0] is empty").status, BATON_REJECTED);
  EXPECT_EQ(unusable("steps[0] is empty").code, "unusable");
}

}  // namespace
}  // namespace baton::brief_llm
