// SPDX-License-Identifier: MIT
// masking.h - the stage between connector and first write (I4): cards by issuer prefix, length and Luhn, IBANs by
// country length and mod 97, and what the matcher knows beside them. What it finds never reaches the store, a brief, a
// log or the helpdesk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/text_matcher.h"

namespace baton::core {

struct Masked {
  std::string text;         // cards keep their last four digits
  std::int64_t found = 0;   // how many items were masked
  std::vector<std::string> classes = {};  // of what kinds, each once (H13)
};

// What H13's table calls data: "card", "iban", "national_id", "password", "one_time_code", "configured", and "document"
// for what pictures show.
const std::vector<std::string>& data_classes();

// `own` are spans of the text that are the organisation's own ids and stay as they are; `sensitive` are spans that go
// as well, each for its kind.
Masked mask(std::string_view text, const std::vector<TextSpan>& own = {}, const std::vector<TextSpan>& sensitive = {});

// All of it, as a matcher sees the text; without a matcher cards and IBANs alone.
Masked mask(std::string_view text, const TextMatcher* matcher);

}  // namespace baton::core
