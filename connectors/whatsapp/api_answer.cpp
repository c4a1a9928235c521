// SPDX-License-Identifier: MIT
// See api_answer.h.
#include "api_answer.h"

#include <algorithm>

#include "people.h"

namespace baton::whatsapp {
namespace {

constexpr std::uint64_t kRetryAfterMaxMs = 24ull * 3600 * 1000;

Failure unclear(std::string message) {
  Failure failure;
  failure.status = BATON_DEADLINE_EXCEEDED;
  failure.message = std::move(message);
  return failure;
}

// No answer came. What surely never left may be tried again; the rest depends on the request.
Failure without_answer(const HttpAnswer& answer, const AnswerContext& context) {
  Failure failure;
  failure.retry_after_ms = answer.retry_after_ms;
  failure.message = "request to whatsapp failed";
  const baton_status_t error = answer.error;
  const bool never_left = error == BATON_UNAVAILABLE || error == BATON_RATE_LIMITED ||
                          error == BATON_INVALID_ARGUMENT || error == BATON_NOT_SUPPORTED ||
                          error == BATON_NOT_FOUND || error == BATON_PERMISSION_DENIED ||
                          error == BATON_UNAUTHENTICATED;
  if (never_left) {
    failure.status = error;
    failure.message = "request to whatsapp was not sent";
    return failure;
  }
  if (error == BATON_CANCELLED) {
    failure.status = BATON_CANCELLED;
    return failure;
  }
  if (context.repeat == Repeat::kSafe) {
    failure.status = BATON_UNAVAILABLE;
    return failure;
  }
  return unclear("no answer from whatsapp, the message may have been sent");
}

std::uint64_t retry_after_header(const HttpAnswer& answer) {
  const auto seconds = integer_at(answer.headers, "retry-after");
  if (!seconds || *seconds <= 0) return 0;
  return std::min<std::uint64_t>(static_cast<std::uint64_t>(*seconds), kRetryAfterMaxMs / 1000) * 1000;
}

// X-Business-Use-Case-Usage: {"<WABA>": [{"estimated_time_to_regain_access": minutes, ...}]}
std::uint64_t regain_access_ms(const HttpAnswer& answer) {
  const std::string_view header = text_at(answer.headers, "x-business-use-case-usage");
  if (header.empty()) return 0;
  const Parsed usage = parse_body(header);
  if (!usage.value.is_object()) return 0;
  std::int64_t minutes = 0;
  for (const auto& [account, uses] : usage.value.items()) {
    if (!uses.is_array()) continue;
    for (const Json& use : uses)
      minutes = std::max(minutes, integer_at(use, "estimated_time_to_regain_access").value_or(0));
  }
  return std::min<std::uint64_t>(static_cast<std::uint64_t>(minutes), kRetryAfterMaxMs / 60000) * 60000;
}

void add_advice(const HttpAnswer& answer, Failure& failure) {
  if (failure.status != BATON_RATE_LIMITED && failure.status != BATON_UNAVAILABLE) return;
  // What the server says beats what the table says; of two statements the longer one holds.
  const std::uint64_t advice = std::max(retry_after_header(answer), regain_access_ms(answer));
  if (advice > 0) failure.retry_after_ms = advice;
}

// No code of WhatsApp in it: a gateway or a proxy answered.
Failure by_status_alone(const HttpAnswer& answer, const AnswerContext& context) {
  const std::string http = "http " + std::to_string(answer.status) + " without an error of whatsapp";
  const std::uint32_t status = answer.status;
  const bool refused = status == 503 || status == 429 || (status < 500 && status != 408);
  if (!refused && context.repeat == Repeat::kUnsafe)
    return unclear(http + ", the message may have been sent");
  Failure failure;
  failure.message = http;
  failure.status = BATON_REJECTED;
  if (status == 401)
    failure = {BATON_UNAUTHENTICATED, BATON_SCOPE_ACCOUNT, {}, http, 0};
  else if (status == 403)
    failure.status = BATON_PERMISSION_DENIED;
  else if (status == 404)
    failure.status = BATON_NOT_FOUND;
  else if (status == 429)
    failure = {BATON_RATE_LIMITED, BATON_SCOPE_ACCOUNT, {}, http, 60000};
  else if (status < 400 || status >= 500 || status == 408)
    failure.status = BATON_UNAVAILABLE;
  return failure;
}

bool is_success(std::uint32_t status) { return status >= 200 && status < 300; }

}  // namespace

std::vector<std::pair<std::string, std::string>> api_headers(const std::string& token_name) {
  return {{"Authorization", "Bearer ${secret:" + token_name + "}"}, {"User-Agent", "Baton-WhatsApp/0.9"}};
}

std::optional<Failure> read_failure(const HttpAnswer& answer, const AnswerContext& context) {
  if (answer.status == 0) return without_answer(answer, context);
  const Parsed parsed = answer.body.empty() ? Parsed{} : parse_body(answer.body);
  const Json* error = object_at(parsed.value, "error");
  const auto code = error == nullptr ? std::nullopt : integer_at(*error, "code");
  if (is_success(answer.status) && error == nullptr) return std::nullopt;
  Failure failure;
  if (!code) {
    failure = by_status_alone(answer, context);
  } else {
    failure = failure_of_code(*code, context.attempt, answer.status);
    const bool transient = is_true_at(*error, "is_transient") && find_error_rule(*code) == nullptr;
    if (transient && failure.status == BATON_REJECTED) failure.status = BATON_UNAVAILABLE;
  }
  add_advice(answer, failure);
  return failure;
}

Step read_send_answer(const HttpAnswer& answer, const AnswerContext& context) {
  if (auto failure = read_failure(answer, context)) return *failure;
  const Parsed parsed = parse_body(answer.body);
  const Json* sent = first_object(parsed.value, "messages");
  const std::string id = sent == nullptr ? std::string() : scalar_at(*sent, "id");
  // Taken, but nobody can tell as what: its reports will carry our key.
  if (id.empty()) return unclear("whatsapp took the message but named no id");
  Receipt receipt;
  receipt.remote_message_id = id;
  const std::string_view status = text_at(*sent, "message_status");
  receipt.held = status == "held_for_quality_assessment" || status == "paused";
  if (!status.empty()) receipt.attributes["message_status"] = status;
  if (const Json* contact = first_object(parsed.value, "contacts")) {
    // `wa_id` may differ from what was dialled (Brazil, Mexico, Argentina): an alias of the same person.
    add_phone(text_at(*contact, "wa_id"), receipt.recipients);
    add_identity(BATON_IDENTITY_USER_ID, text_at(*contact, "user_id"), receipt.recipients);
    add_identity(BATON_IDENTITY_PARENT_ID, text_at(*contact, "parent_user_id"), receipt.recipients);
  }
  return receipt;
}

Step read_success(const HttpAnswer& answer, const AnswerContext& context) {
  if (auto failure = read_failure(answer, context)) return *failure;
  return Receipt{};
}

}  // namespace baton::whatsapp
