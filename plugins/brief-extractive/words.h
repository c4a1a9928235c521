// SPDX-License-Identifier: MIT
// Closed word lists for English, Spanish, German, French and Portuguese. They are united, not chosen by
// language: customers mix languages, and a word that is filler in one of the five is rarely a detail in
// another.
#pragma once

#include <cstdint>
#include <string_view>

#include "lists.h"
#include "text.h"

namespace baton::brief {

enum class Language { unknown, en, es, de, fr, pt };

bool on(List list, std::string_view folded_word);

// All lists of a word as bits, for `Token::lists`.
std::uint32_t lists_of(std::string_view folded_word);

bool is_ordinal(std::string_view folded_word);  // 5th, 2nd, 3., 1er

// By function words; unknown when nothing speaks for one of the five.
Language language_of(const Text& text);

// "de-AT" -> de
Language language_of_tag(std::string_view bcp47);

}  // namespace baton::brief
