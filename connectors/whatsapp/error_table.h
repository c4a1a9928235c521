// SPDX-License-Identifier: MIT
// WhatsApp's error codes as data: what each means for the message, for the account, and when to try again.
// Answers of the API and `failed` reports share the number space, so both are read here.
#pragma once

#include <baton/types.h>

#include <cstdint>
#include <string>

namespace baton::whatsapp {

struct ErrorRule {
  std::int64_t first;
  std::int64_t last;
  baton_status_t status;
  baton_error_scope_t scope;
  std::uint32_t retry_ms;  // advice after the first attempt; 0 = none
  std::uint32_t factor;    // of the advice, with every further attempt
  const char* meaning;     // ours, so that no text of the channel (which may quote customers) reaches a log
};

// The rule for a code, or null when Meta has a code that is not in the table.
const ErrorRule* find_error_rule(std::int64_t code);

// For the documents and the tests.
const ErrorRule* error_rules_begin();
const ErrorRule* error_rules_end();

struct Failure {
  baton_status_t status = BATON_INTERNAL;
  baton_error_scope_t scope = BATON_SCOPE_MESSAGE;
  std::string code;     // the channel's own
  std::string message;  // for operators
  std::uint64_t retry_after_ms = 0;
};

// The failure of `code` on the `attempt`th try (from 1). `http_status` decides for codes nobody knows; 0 =
// none.
Failure failure_of_code(std::int64_t code, std::uint32_t attempt, std::uint32_t http_status);

Failure invalid(std::string message);

}  // namespace baton::whatsapp
