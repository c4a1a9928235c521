// SPDX-License-Identifier: MIT
// Codes mean what the README's table says, and unclear answers stay unclear after a message may have left.
#include "error_table.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "api_answer.h"

namespace baton::whatsapp {
namespace {

struct Expected {
  std::int64_t code;
  baton_status_t status;
  baton_error_scope_t scope;
};

TEST(ErrorTable, every_code_has_its_retry_class_and_scope) {
  constexpr Expected kExpected[] = {
      {0, BATON_UNAUTHENTICATED, BATON_SCOPE_ACCOUNT},
      {190, BATON_UNAUTHENTICATED, BATON_SCOPE_ACCOUNT},
      {1, BATON_UNAVAILABLE, BATON_SCOPE_MESSAGE},
      {2, BATON_UNAVAILABLE, BATON_SCOPE_MESSAGE},
      {3, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {10, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {200, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {299, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {4, BATON_RATE_LIMITED, BATON_SCOPE_ACCOUNT},
      {80007, BATON_RATE_LIMITED, BATON_SCOPE_ACCOUNT},
      {33, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {100, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {368, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {130429, BATON_RATE_LIMITED, BATON_SCOPE_ACCOUNT},
      {130472, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {130497, BATON_REJECTED, BATON_SCOPE_RECIPIENT},
      {131000, BATON_UNAVAILABLE, BATON_SCOPE_MESSAGE},
      {131005, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {131008, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {131009, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {131016, BATON_UNAVAILABLE, BATON_SCOPE_MESSAGE},
      {131021, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {131026, BATON_REJECTED, BATON_SCOPE_RECIPIENT},
      {131030, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {131031, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {131037, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {131042, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {131045, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {131047, BATON_REJECTED, BATON_SCOPE_WINDOW},
      {131048, BATON_RATE_LIMITED, BATON_SCOPE_ACCOUNT},
      {131049, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {131050, BATON_REJECTED, BATON_SCOPE_CONSENT},
      {131051, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {131052, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {131053, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {131055, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {131056, BATON_RATE_LIMITED, BATON_SCOPE_PAIR},
      {131057, BATON_UNAVAILABLE, BATON_SCOPE_ACCOUNT},
      {131059, BATON_CONFLICT, BATON_SCOPE_MESSAGE},
      {131062, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {131063, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {131064, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {132000, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {132001, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {132005, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {132007, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {132008, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {132012, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {132015, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {132016, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {132018, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {132068, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {132069, BATON_RATE_LIMITED, BATON_SCOPE_MESSAGE},
      {133000, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {133004, BATON_UNAVAILABLE, BATON_SCOPE_MESSAGE},
      {133005, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {133006, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {133010, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {133015, BATON_RATE_LIMITED, BATON_SCOPE_ACCOUNT},
      {133016, BATON_RATE_LIMITED, BATON_SCOPE_ACCOUNT},
      {134011, BATON_PERMISSION_DENIED, BATON_SCOPE_ACCOUNT},
      {135000, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {137000, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {138000, BATON_PERMISSION_DENIED, BATON_SCOPE_MESSAGE},
      {138004, BATON_UNAVAILABLE, BATON_SCOPE_MESSAGE},
      {138012, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {139102, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {147003, BATON_REJECTED, BATON_SCOPE_MESSAGE},
      {2388040, BATON_REJECTED, BATON_SCOPE_TEMPLATE},
      {2494100, BATON_UNAVAILABLE, BATON_SCOPE_MESSAGE},
  };
  for (const Expected& expected : kExpected) {
    ASSERT_NE(find_error_rule(expected.code), nullptr) << expected.code;
    const Failure failure = failure_of_code(expected.code, 1, 400);
    EXPECT_EQ(failure.status, expected.status) << expected.code;
    EXPECT_EQ(failure.scope, expected.scope) << expected.code;
    EXPECT_EQ(failure.code, std::to_string(expected.code));
    EXPECT_FALSE(failure.message.empty()) << expected.code;
  }
}

TEST(ErrorTable, a_pair_limit_backs_off_in_powers_of_four_and_throughput_doubles) {
  EXPECT_EQ(failure_of_code(131056, 1, 400).retry_after_ms, 4000u);
  EXPECT_EQ(failure_of_code(131056, 2, 400).retry_after_ms, 16000u);
  EXPECT_EQ(failure_of_code(131056, 3, 400).retry_after_ms, 64000u);
  EXPECT_EQ(failure_of_code(131056, 4000000000u, 400).retry_after_ms, 256000u);
  EXPECT_EQ(failure_of_code(130429, 1, 400).retry_after_ms, 1000u);
  EXPECT_EQ(failure_of_code(130429, 3, 400).retry_after_ms, 4000u);
  EXPECT_EQ(failure_of_code(131049, 1, 400).retry_after_ms, 24u * 3600 * 1000);
}

TEST(ErrorTable, a_code_nobody_knows_is_judged_by_its_http_status) {
  EXPECT_EQ(failure_of_code(777777, 1, 400).status, BATON_REJECTED);
  EXPECT_EQ(failure_of_code(777777, 1, 401).status, BATON_UNAUTHENTICATED);
  EXPECT_EQ(failure_of_code(777777, 1, 403).status, BATON_PERMISSION_DENIED);
  EXPECT_EQ(failure_of_code(777777, 1, 429).status, BATON_RATE_LIMITED);
  EXPECT_EQ(failure_of_code(777777, 1, 503).status, BATON_UNAVAILABLE);
  EXPECT_EQ(failure_of_code(777777, 1, 400).message, "whatsapp error 777777 (http 400)");
}

TEST(ErrorTable, the_readme_lists_every_rule_as_it_is) {
  std::ifstream file(std::string(WHATSAPP_TESTDATA) + "/../README.md");
  const std::string readme((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (const ErrorRule* rule = error_rules_begin(); rule != error_rules_end(); ++rule) {
    std::string row = "\n| " + std::to_string(rule->first);
    if (rule->last != rule->first) row += "-" + std::to_string(rule->last);
    const std::size_t at = readme.find(row + " | ");
    ASSERT_NE(at, std::string::npos) << row;
    const std::string line = readme.substr(at + 1, readme.find('\n', at + 1) - at - 1);
    EXPECT_NE(line.find(std::string("| ") + rule->meaning + " |"), std::string::npos) << line;
    const bool waits = rule->status == BATON_RATE_LIMITED;
    EXPECT_EQ(line.find("| wait |") != std::string::npos, waits) << line;
    EXPECT_EQ(line.find("| retry |") != std::string::npos, rule->status == BATON_UNAVAILABLE) << line;
  }
}

HttpAnswer answer(std::uint32_t status, std::string_view body, Json headers = Json::object()) {
  HttpAnswer made;
  made.status = status;
  made.body = body;
  made.headers = std::move(headers);
  return made;
}

Failure failure_of(const HttpAnswer& from, Repeat repeat = Repeat::kUnsafe) {
  const auto failure = read_failure(from, {1, repeat});
  EXPECT_TRUE(failure);
  return failure.value_or(Failure{});
}

TEST(ApiAnswer, the_error_of_whatsapp_counts_and_not_its_http_status_or_wording) {
  const Failure failure =
      failure_of(answer(400, R"({"error":{"message":"(#131056) +16505550101 said secret","code":131056}})"));
  EXPECT_EQ(failure.status, BATON_RATE_LIMITED);
  EXPECT_EQ(failure.scope, BATON_SCOPE_PAIR);
  EXPECT_EQ(failure.message.find("secret"), std::string::npos) << "text of the channel may quote customers";
  EXPECT_EQ(failure_of(answer(200, R"({"error":{"code":"190"}})")).status, BATON_UNAUTHENTICATED);
  EXPECT_EQ(failure_of(answer(400, R"({"error":{"code":777777,"is_transient":true}})")).status,
            BATON_UNAVAILABLE);
}

TEST(ApiAnswer, html_from_a_gateway_leaves_a_send_unclear_and_a_read_repeatable) {
  const HttpAnswer html = answer(502, "<html>bad gateway</html>");
  EXPECT_EQ(failure_of(html, Repeat::kUnsafe).status, BATON_DEADLINE_EXCEEDED);
  EXPECT_EQ(failure_of(html, Repeat::kSafe).status, BATON_UNAVAILABLE);
  EXPECT_EQ(failure_of(answer(500, ""), Repeat::kUnsafe).status, BATON_DEADLINE_EXCEEDED);
  EXPECT_EQ(failure_of(answer(503, "<html>"), Repeat::kUnsafe).status, BATON_UNAVAILABLE);
  EXPECT_EQ(failure_of(answer(408, ""), Repeat::kUnsafe).status, BATON_DEADLINE_EXCEEDED);
  EXPECT_EQ(failure_of(answer(401, "<html>")).scope, BATON_SCOPE_ACCOUNT);
  EXPECT_EQ(failure_of(answer(404, "")).status, BATON_NOT_FOUND);
}

TEST(ApiAnswer, what_the_server_advises_beats_the_table) {
  EXPECT_EQ(failure_of(answer(429, "", {{"retry-after", "7"}})).retry_after_ms, 7000u);
  EXPECT_EQ(failure_of(answer(429, "")).retry_after_ms, 60000u);
  const char* usage = R"({"1001":[{"type":"x","estimated_time_to_regain_access":4}],"odd":7})";
  EXPECT_EQ(failure_of(answer(400, R"({"error":{"code":80007}})", {{"x-business-use-case-usage", usage}}))
                .retry_after_ms,
            240000u);
  EXPECT_EQ(failure_of(answer(429, "", {{"retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"}})).retry_after_ms,
            60000u);
  EXPECT_EQ(failure_of(answer(429, "", {{"retry-after", "999999999999"}})).retry_after_ms, 24u * 3600 * 1000);
}

TEST(ApiAnswer, a_lost_answer_is_never_told_as_surely_not_sent) {
  HttpAnswer lost;
  lost.error = BATON_DEADLINE_EXCEEDED;
  EXPECT_EQ(failure_of(lost, Repeat::kUnsafe).status, BATON_DEADLINE_EXCEEDED);
  EXPECT_EQ(failure_of(lost, Repeat::kSafe).status, BATON_UNAVAILABLE);
  lost.error = BATON_INTERNAL;
  EXPECT_EQ(failure_of(lost, Repeat::kUnsafe).status, BATON_DEADLINE_EXCEEDED);
  lost.error = BATON_UNAVAILABLE;
  EXPECT_EQ(failure_of(lost, Repeat::kUnsafe).status, BATON_UNAVAILABLE);
  lost.error = BATON_CANCELLED;
  EXPECT_EQ(failure_of(lost, Repeat::kUnsafe).status, BATON_CANCELLED);
}

TEST(ApiAnswer, a_receipt_holds_the_id_the_alias_and_whether_it_was_held_back) {
  const Step step = read_send_answer(answer(200, R"({"messaging_product":"whatsapp",
    "contacts":[{"input":"+5511987654321","wa_id":"551187654321","user_id":"BR.1"}],
    "messages":[{"id":"wamid.OUT1","message_status":"held_for_quality_assessment"}]})"),
                                     {});
  const auto& receipt = std::get<Receipt>(step);
  EXPECT_EQ(receipt.remote_message_id, "wamid.OUT1");
  EXPECT_TRUE(receipt.held);
  ASSERT_EQ(receipt.recipients.size(), 2u);
  EXPECT_EQ(receipt.recipients[0], (Identity{BATON_IDENTITY_PHONE, "+551187654321"}));
  EXPECT_EQ(receipt.recipients[1], (Identity{BATON_IDENTITY_USER_ID, "BR.1"}));
}

TEST(ApiAnswer, a_success_that_names_no_message_is_an_unknown_outcome) {
  for (const char* body : {"", "{}", "<html>", R"({"messages":[]})", R"({"messages":[{}]})"}) {
    const Step step = read_send_answer(answer(200, body), {1, Repeat::kUnsafe});
    ASSERT_TRUE(std::holds_alternative<Failure>(step)) << body;
    EXPECT_EQ(std::get<Failure>(step).status, BATON_DEADLINE_EXCEEDED) << body;
  }
}

}  // namespace
}  // namespace baton::whatsapp
