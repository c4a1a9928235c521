// SPDX-License-Identifier: MIT
// translate.h - Pigeon's words into Baton's and back. No host and no network, so that every odd payload is one test.
#pragma once

#include <baton/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace pigeon {

// One message of a customer.
struct Message {
  std::string id;
  std::string from;  // "+447700900101"
  std::string name;  // as the customer calls themselves; may be empty
  std::string text;
  std::int64_t sent_at_ms = 0;
};

// What is wrong with a webhook; for the operator's log, so without a customer's words.
struct Refusal {
  std::string why;
};

std::variant<Message, Refusal> read_message(std::string_view body);

// The 32 bytes of "sha256=HEX"; nothing when it is anything else.
std::optional<std::string> read_signature(std::string_view header);

// The body of POST /messages.
std::string write_message(std::string_view to, std::string_view text);

// What became of a send, by Pigeon's answer. `why` and `scope` where it did not go well.
struct Sent {
  baton_status_t status = BATON_OK;
  std::string remote_id;
  std::string why;
  baton_error_scope_t scope = BATON_SCOPE_MESSAGE;
};

Sent read_answer(std::uint32_t http_status, std::string_view body);

// How long Pigeon asks us to wait, by the answer's headers ({"retry-after": "7"}); 0 when it does not say.
std::uint64_t wait_ms(std::string_view headers_json);

}  // namespace pigeon
