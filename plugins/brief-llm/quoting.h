// SPDX-License-Identifier: MIT
// Whether words are really those of a message. Pure; texts are any UTF-8 and are compared as fold() spells
// them.
#pragma once

#include <cstddef>
#include <string_view>

namespace baton::brief_llm {

// `value` stands in `text` as a whole: not "ORD-12" in "ORD-123", nor "250" in "1.250". An empty value stands
// nowhere.
bool quotes(std::string_view text, std::string_view value);

// A run of `words` words is the same in both.
bool repeats(std::string_view text, std::string_view said, std::size_t words);

}  // namespace baton::brief_llm
