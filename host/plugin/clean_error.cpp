// SPDX-License-Identifier: MIT
// clean_error.cpp - see clean_error.h.
#include "host/plugin/clean_error.h"

#include <algorithm>

#include "host/plugin/manifest/text.h"
#include "host/plugin/str.h"

namespace baton::plugin {

baton_error_t cleaned(const baton_error_t& error) {
  const bool known = error.status > BATON_PENDING && error.status <= BATON_REJECTED;
  baton_error_t clean = make_error(known ? error.status : BATON_INTERNAL, "");
  clean.retry_after_ms = error.retry_after_ms;
  clean.scope = error.scope <= BATON_SCOPE_RECIPIENT ? error.scope : BATON_SCOPE_MESSAGE;
  const auto copy = [](std::string_view from, char* to, std::uint32_t& size) {
    if (!is_utf8(from)) from = "(not valid text)";
    std::copy(from.begin(), from.end(), to);
    size = static_cast<std::uint32_t>(from.size());
  };
  copy(message_of(error), clean.message, clean.message_size);
  copy(code_of(error), clean.code, clean.code_size);
  return clean;
}

baton_error_t not_there(std::string_view why) {
  constexpr std::uint64_t kAgainMs = 2000;  // a process is started again within seconds, or a person has to look
  baton_error_t error = make_error(BATON_UNAVAILABLE, why);
  error.scope = BATON_SCOPE_ACCOUNT;
  error.retry_after_ms = kAgainMs;
  return error;
}

std::string sentence_of(const baton_error_t& error) {
  const baton_error_t clean = cleaned(error);
  std::string text = status_word(clean.status);
  if (clean.message_size != 0) text += ": " + std::string(message_of(clean));
  if (clean.code_size != 0) text += " (" + std::string(code_of(clean)) + ")";
  return text;
}

const char* status_word(baton_status_t status) {
  switch (status) {
    case BATON_OK: return "ok";
    case BATON_PENDING: return "pending";
    case BATON_INVALID_ARGUMENT: return "invalid argument";
    case BATON_NOT_SUPPORTED: return "not supported";
    case BATON_NOT_FOUND: return "not found";
    case BATON_CONFLICT: return "conflict";
    case BATON_UNAUTHENTICATED: return "unauthenticated";
    case BATON_PERMISSION_DENIED: return "permission denied";
    case BATON_RATE_LIMITED: return "rate limited";
    case BATON_UNAVAILABLE: return "unavailable";
    case BATON_DEADLINE_EXCEEDED: return "deadline exceeded";
    case BATON_CANCELLED: return "cancelled";
    case BATON_INTERNAL: return "internal";
    case BATON_DATA_LOSS: return "data loss";
    case BATON_REJECTED: return "rejected";
    default: return "unknown status";
  }
}

}  // namespace baton::plugin
