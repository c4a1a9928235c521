// SPDX-License-Identifier: MIT
// Text as it is compared. UTF-8 in, UTF-8 out; a byte that is no UTF-8 counts as one letter and is kept.
// Pure; every function may be called from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::brief_llm {

// The code point at `at`, which moves behind it. REQUIRES: at < text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);

std::size_t count_chars(std::string_view text);
// The longest beginning of that many characters. Borrows.
std::string_view first_chars(std::string_view text, std::size_t chars_max);

// The same text in one spelling: digits of other scripts as 0-9, one kind of quotation mark, hyphen and
// space, no space twice and none at the ends, letters as they are.
std::string plain(std::string_view text);
// plain(), and A-Z in lower case as well as the Latin, Greek and Cyrillic capitals that have a simple small
// letter.
std::string fold(std::string_view text);

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_alpha(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
inline bool is_alnum(char c) { return is_digit(c) || is_alpha(c); }
// Outside ASCII: letters are, currency signs, punctuation, arrows and pictures are not.
bool is_letter(char32_t code_point);

// Words of folded text, without punctuation.
std::vector<std::string> words_of(std::string_view folded);

// Nothing that a line of a brief must not hold: control characters and line breaks, marks that turn the
// direction of text or hide in it, and tags.
bool is_clean_line(std::string_view text);

}  // namespace baton::brief_llm
