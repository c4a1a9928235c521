// SPDX-License-Identifier: MIT
// See error_table.h.
#include "error_table.h"

#include <algorithm>

namespace baton::whatsapp {
namespace {

constexpr std::uint32_t kSecond = 1000;
constexpr std::uint32_t kMinute = 60 * kSecond;
constexpr std::uint32_t kHour = 60 * kMinute;
constexpr std::uint64_t kBackoffMaxMs = 256 * kSecond;

constexpr auto kOut = BATON_UNAUTHENTICATED;
constexpr auto kDenied = BATON_PERMISSION_DENIED;
constexpr auto kLimited = BATON_RATE_LIMITED;
constexpr auto kLater = BATON_UNAVAILABLE;
constexpr auto kNo = BATON_REJECTED;

constexpr auto kMessage = BATON_SCOPE_MESSAGE;
constexpr auto kPair = BATON_SCOPE_PAIR;
constexpr auto kAccount = BATON_SCOPE_ACCOUNT;
constexpr auto kWindow = BATON_SCOPE_WINDOW;
constexpr auto kTemplate = BATON_SCOPE_TEMPLATE;
constexpr auto kConsent = BATON_SCOPE_CONSENT;
constexpr auto kRecipient = BATON_SCOPE_RECIPIENT;

// Sorted by code. An error answer says that the message was not taken, hence UNAVAILABLE where trying again
// may help.
constexpr ErrorRule kRules[] = {
    {0, 0, kOut, kAccount, 0, 0, "cannot authenticate"},
    {1, 1, kLater, kMessage, 2 * kSecond, 2, "unknown error of the api"},
    {2, 2, kLater, kMessage, 2 * kSecond, 2, "api is down"},
    {3, 3, kDenied, kAccount, 0, 0, "app lacks the capability or permission"},
    {4, 4, kLimited, kAccount, kHour, 1, "app call rate limit reached"},
    {10, 10, kDenied, kAccount, 0, 0, "permission missing"},
    {33, 33, kNo, kMessage, 0, 0, "object does not exist or was deleted"},
    {100, 100, kNo, kMessage, 0, 0, "a parameter is missing or wrong"},
    {190, 190, kOut, kAccount, 0, 0, "access token expired or invalid"},
    {200, 299, kDenied, kAccount, 0, 0, "permission missing"},
    {368, 368, kDenied, kAccount, 0, 0, "account blocked for a policy violation"},
    {613, 613, kLimited, kAccount, kMinute, 2, "request rate limit reached"},
    {80007, 80007, kLimited, kAccount, kHour, 1, "call rate limit of the whatsapp account reached"},
    {130429, 130429, kLimited, kAccount, kSecond, 2, "throughput limit of the number reached"},
    {130472, 130472, kNo, kMessage, 0, 0, "recipient is in a marketing experiment"},
    {130497, 130497, kNo, kRecipient, 0, 0, "account may not message this country"},
    {131000, 131000, kLater, kMessage, 2 * kSecond, 2, "unknown failure at whatsapp"},
    {131005, 131005, kDenied, kAccount, 0, 0, "access denied, permission not granted or removed"},
    {131008, 131008, kNo, kMessage, 0, 0, "a required parameter is missing"},
    {131009, 131009, kNo, kMessage, 0, 0, "a parameter value is not valid"},
    {131016, 131016, kLater, kMessage, 2 * kSecond, 2, "service unavailable"},
    {131021, 131021, kNo, kMessage, 0, 0, "sender and recipient are the same number"},
    {131026, 131026, kNo, kRecipient, 0, 0, "message undeliverable to this recipient"},
    {131030, 131030, kNo, kMessage, 0, 0, "recipient is not in the allow list of the test number"},
    {131031, 131031, kDenied, kAccount, 0, 0, "account is locked"},
    {131037, 131037, kDenied, kAccount, 0, 0, "display name of the number is not approved"},
    {131042, 131042, kDenied, kAccount, 0, 0, "payment problem of the account"},
    {131045, 131045, kDenied, kAccount, 0, 0, "number is not registered properly"},
    {131047, 131047, kNo, kWindow, 0, 0, "service window is closed"},
    {131048, 131048, kLimited, kAccount, kHour, 1, "spam rate limit of the number reached"},
    {131049, 131049, kNo, kMessage, 24 * kHour, 1,
     "held back by whatsapp to keep the recipient from too much marketing"},
    {131050, 131050, kNo, kConsent, 0, 0, "recipient stopped marketing messages"},
    {131051, 131051, kNo, kMessage, 0, 0, "message type not supported"},
    {131052, 131052, kNo, kMessage, 0, 0, "media could not be downloaded"},
    {131053, 131053, kNo, kMessage, 0, 0, "media could not be uploaded"},
    {131055, 131055, kNo, kTemplate, 0, 0, "method not allowed for this template"},
    {131056, 131056, kLimited, kPair, 4 * kSecond, 4, "too many messages to one recipient"},
    {131057, 131057, kLater, kAccount, kMinute, 1, "account is in maintenance"},
    {131059, 131059, BATON_CONFLICT, kMessage, 0, 0, "paging cursor is no longer valid"},
    {131062, 131062, kNo, kMessage, 0, 0, "this message needs a phone number, not a user id"},
    {131063, 131064, kNo, kTemplate, 0, 0, "templates of this category are blocked for the account"},
    {132000, 132000, kNo, kTemplate, 0, 0, "number of template parameters does not match"},
    {132001, 132001, kNo, kTemplate, 0, 0, "template or its language does not exist or is not approved"},
    {132005, 132005, kNo, kTemplate, 0, 0, "filled template text is too long"},
    {132007, 132007, kNo, kTemplate, 0, 0, "template text violates a policy"},
    {132008, 132008, kNo, kTemplate, 0, 0, "template parameter content is not valid"},
    {132012, 132012, kNo, kTemplate, 0, 0, "template parameter format does not match"},
    {132015, 132015, kNo, kTemplate, 0, 0, "template is paused"},
    {132016, 132016, kNo, kTemplate, 0, 0, "template is disabled for good"},
    {132018, 132018, kNo, kTemplate, 0, 0, "template parameters were refused"},
    {132068, 132068, kNo, kMessage, 0, 0, "flow is blocked"},
    {132069, 132069, kLimited, kMessage, kHour, 1, "flow is throttled"},
    {133000, 133000, kDenied, kAccount, 0, 0, "deregistration of the number is incomplete"},
    {133004, 133004, kLater, kMessage, 2 * kSecond, 2, "server temporarily unavailable"},
    {133005, 133010, kDenied, kAccount, 0, 0, "number is not registered or its pin is wrong"},
    {133015, 133015, kLimited, kAccount, 5 * kMinute, 1, "number was registered too recently"},
    {133016, 133016, kLimited, kAccount, 6 * kHour, 1, "registration limit of the number reached"},
    {134011, 134011, kDenied, kAccount, 0, 0, "payment terms are not accepted"},
    {134100, 134100, kNo, kTemplate, 0, 0, "only marketing templates go this way"},
    {134101, 134101, kLater, kTemplate, 10 * kMinute, 1, "template is still being synchronised at whatsapp"},
    {135000, 135000, kNo, kMessage, 0, 0, "whatsapp dropped the message"},
    {137000, 137000, kNo, kMessage, 0, 0, "identity of the recipient has changed"},
    {138000, 138000, kDenied, kMessage, 0, 0, "calling is switched off"},
    {138001, 138001, kNo, kMessage, 0, 0, "recipient cannot be called"},
    {138002, 138002, kLimited, kMessage, kMinute, 2, "too many concurrent calls"},
    {138004, 138004, kLater, kMessage, 2 * kSecond, 2, "call could not be connected"},
    {138005, 138005, kLimited, kMessage, kMinute, 2, "call rate limit reached"},
    {138003, 138023, kNo, kMessage, 0, 0, "call refused"},
    {139100, 139103, kNo, kMessage, 0, 0, "blocking of users failed"},
    {147001, 147005, kNo, kMessage, 0, 0, "username request refused"},
    {2388000, 2388999, kNo, kTemplate, 0, 0, "template definition refused"},
    {2494100, 2494100, kLater, kMessage, kMinute, 1, "service is in maintenance"},
};

Failure by_http_status(std::uint32_t http_status) {
  Failure failure;
  failure.status = BATON_REJECTED;
  if (http_status == 401) failure = {BATON_UNAUTHENTICATED, BATON_SCOPE_ACCOUNT, {}, {}, 0};
  if (http_status == 403) failure.status = BATON_PERMISSION_DENIED;
  if (http_status == 429) failure = {BATON_RATE_LIMITED, BATON_SCOPE_ACCOUNT, {}, {}, kMinute};
  if (http_status >= 500) failure = {BATON_UNAVAILABLE, BATON_SCOPE_MESSAGE, {}, {}, 2 * kSecond};
  return failure;
}

}  // namespace

const ErrorRule* error_rules_begin() { return std::begin(kRules); }
const ErrorRule* error_rules_end() { return std::end(kRules); }

const ErrorRule* find_error_rule(std::int64_t code) {
  // The first that fits: single codes of the calling range stand before the range.
  const auto* found = std::find_if(std::begin(kRules), std::end(kRules), [&](const ErrorRule& rule) {
    return code >= rule.first && code <= rule.last;
  });
  return found == std::end(kRules) ? nullptr : found;
}

Failure failure_of_code(std::int64_t code, std::uint32_t attempt, std::uint32_t http_status) {
  const ErrorRule* rule = find_error_rule(code);
  Failure failure;
  if (rule == nullptr) {
    failure = by_http_status(http_status);
    failure.message = "whatsapp error " + std::to_string(code);
    if (http_status != 0) failure.message += " (http " + std::to_string(http_status) + ")";
  } else {
    failure.status = rule->status;
    failure.scope = rule->scope;
    failure.message = rule->meaning;
    failure.retry_after_ms = rule->retry_ms;
    if (rule->factor > 1) {
      for (std::uint32_t i = 1; i < attempt && failure.retry_after_ms < kBackoffMaxMs; ++i)
        failure.retry_after_ms *= rule->factor;
      failure.retry_after_ms = std::min<std::uint64_t>(failure.retry_after_ms, kBackoffMaxMs);
    }
  }
  failure.code = std::to_string(code);
  return failure;
}

Failure invalid(std::string message) {
  Failure failure;
  failure.status = BATON_INVALID_ARGUMENT;
  failure.message = std::move(message);
  return failure;
}

}  // namespace baton::whatsapp
