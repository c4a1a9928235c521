// SPDX-License-Identifier: MIT
// Whether text is in the language it should be in. Only what is clearly in another one is told apart: by its
// script, and in English, Spanish, German, French, Portuguese, Italian and Dutch by the small words. Pure.
#pragma once

#include <string_view>

namespace baton::brief_llm {

// "de" and "de-AT" are the same language; case does not matter.
bool same_language(std::string_view tag, std::string_view other);

// Quotations in the text do not count. True as well for a language that is not known here, and for a few
// words.
bool may_be_in(std::string_view tag, std::string_view text);

}  // namespace baton::brief_llm
