// SPDX-License-Identifier: MIT
// What the endpoint is asked: fixed instructions, and the case as one JSON document that is data and nothing
// else. What a customer writes is always inside a JSON string of that document, whatever it says. Pure.
#pragma once

#include <string>

#include "conversation.h"
#include "excerpt.h"
#include "settings.h"

namespace baton::brief_llm {

// The body of POST chat/completions, JSON, UTF-8. Temperature 0, one answer, not streamed.
std::string request_body(const Asked& asked, const Excerpt& excerpt, const Settings& settings);

}  // namespace baton::brief_llm
