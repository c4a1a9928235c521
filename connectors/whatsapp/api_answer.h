// SPDX-License-Identifier: MIT
// Answers of the Graph API, good and bad: JSON errors, HTML from a gateway, no answer at all.
#pragma once

#include <optional>

#include "operation.h"

namespace baton::whatsapp {

// Whether the request may be made twice. After a message may have left, an unclear answer stays unclear.
enum class Repeat { kSafe, kUnsafe };

struct AnswerContext {
  std::uint32_t attempt = 1;
  Repeat repeat = Repeat::kSafe;
};

// The failure that `answer` is, or nothing when it is a 2xx.
std::optional<Failure> read_failure(const HttpAnswer& answer, const AnswerContext& context);

// The answer to a send: message id, recipient's identities, held back or not.
Step read_send_answer(const HttpAnswer& answer, const AnswerContext& context);

// {"success": true} of mark read and typing.
Step read_success(const HttpAnswer& answer, const AnswerContext& context);

}  // namespace baton::whatsapp
