// SPDX-License-Identifier: MIT
// Web and mail addresses in a word without spaces, punctuation around it or not. Pure; borrows from the word.
#pragma once

#include <string_view>

namespace baton::brief_llm {

// With a scheme anywhere in the word, else all of it where it looks like a host ("pay.example.com/x"). Empty:
// none.
std::string_view link_in(std::string_view word);
// "eva@example.com", "mailto:eva@example.com". Empty: none.
std::string_view address_in(std::string_view word);

}  // namespace baton::brief_llm
