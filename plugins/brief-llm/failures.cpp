// SPDX-License-Identifier: MIT
#include "failures.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "text.h"

namespace baton::brief_llm {
namespace {

using nlohmann::json;

constexpr std::uint64_t kRetryAfterMostMs = 3'600'000;
constexpr std::size_t kCodeMaxBytes = 63;

// {"error": {"code": "rate_limit_exceeded", "type": ...}}; what is no short plain word is not passed on.
std::string code_in(std::string_view body) {
  const json parsed = json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object() || !parsed.contains("error") || !parsed["error"].is_object()) return {};
  for (const char* name : {"code", "type"}) {
    const auto found = parsed["error"].find(name);
    if (found == parsed["error"].end() || !found->is_string()) continue;
    const auto& code = found->get_ref<const std::string&>();
    const bool plain = !code.empty() && code.size() <= kCodeMaxBytes && is_alpha(code.front()) &&
                       std::all_of(code.begin(), code.end(),
                                   [](char c) { return is_alpha(c) || c == '_' || c == '.' || c == '-'; });
    if (plain) return code;
  }
  return {};
}

std::uint64_t retry_after_ms(std::string_view headers_json) {
  const json headers = json::parse(headers_json, nullptr, /*allow_exceptions=*/false);
  if (!headers.is_object() || !headers.contains("retry-after") || !headers["retry-after"].is_string())
    return 0;
  const auto& text = headers["retry-after"].get_ref<const std::string&>();
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit)) return 0;
  return std::min<std::uint64_t>(std::stoull(text) * 1000, kRetryAfterMostMs);
}

sdk::Error made(baton_status_t status, std::string message) {
  return {status, std::move(message), {}, 0, BATON_SCOPE_MESSAGE};
}

sdk::Error without_answer(baton_status_t error, std::uint32_t budget_ms) {
  switch (error) {
    case BATON_DEADLINE_EXCEEDED:
      return made(error, "the endpoint did not answer within " + std::to_string(budget_ms) + " ms");
    case BATON_UNAVAILABLE:
      return made(error, "the endpoint could not be reached");
    case BATON_CANCELLED:
      return made(error, "cancelled");
    case BATON_INTERNAL:
      return made(error, "the endpoint's answer is longer than any brief");
    case BATON_RATE_LIMITED:
      return made(error, "too many requests are under way");
    case BATON_NOT_FOUND:
      return made(error, "the secret of api_key does not exist");
    default:
      return made(sdk::failed_status(error), "the request could not be made");
  }
}

sdk::Error of_status(std::uint32_t status) {
  const std::string code = " (" + std::to_string(status) + ")";
  switch (status) {
    case 401:
      return made(BATON_UNAUTHENTICATED, "the endpoint does not accept the key" + code);
    case 403:
      return made(BATON_PERMISSION_DENIED, "the endpoint forbids it" + code);
    case 404:
      return made(BATON_NOT_FOUND, "the endpoint knows no such address or model" + code);
    case 408:
    case 504:
      return made(BATON_DEADLINE_EXCEEDED, "the endpoint gave up waiting" + code);
    case 429:
      return made(BATON_RATE_LIMITED, "the endpoint takes no more requests for now" + code);
    default:
      break;
  }
  if (status >= 500) return made(BATON_UNAVAILABLE, "the endpoint failed" + code);
  return made(BATON_INVALID_ARGUMENT, "the endpoint refused the request" + code);
}

}  // namespace

sdk::Error failure_of(const HttpAnswer& answer, std::uint32_t budget_ms) {
  if (answer.status == 0) return without_answer(answer.error, budget_ms);
  sdk::Error error = of_status(answer.status);
  error.code = code_in(answer.body);
  if (error.status == BATON_RATE_LIMITED || error.status == BATON_UNAVAILABLE)
    error.retry_after_ms = retry_after_ms(answer.headers_json);
  return error;
}

sdk::Error unusable(std::string why) {
  return {BATON_REJECTED, std::move(why), "unusable", 0, BATON_SCOPE_MESSAGE};
}

}  // namespace baton::brief_llm
