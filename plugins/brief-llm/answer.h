// SPDX-License-Identifier: MIT
// The body of a 2xx answer, read as strictly as a contract: the envelope of chat completions, and in it one
// JSON object with exactly the members that were asked for. Nothing is mended and nothing is guessed. Pure.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "draft.h"

namespace baton::brief_llm {

struct Unread {
  std::string why;  // names the place, never what stands there
};

std::variant<Draft, Unread> read_answer(std::string_view body);

}  // namespace baton::brief_llm
