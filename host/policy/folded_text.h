// SPDX-License-Identifier: MIT
// folded_text.h - text as the word lists see it: lower case, without accents, one blank between words, so
// that "Quiero hablar con un ASESOR" and a hurried "nao quero" meet the same pattern. Keeps where each byte
// came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::policy {

inline constexpr std::size_t kFoldedMaxBytes =
    65536;  // of the source; what a person wants is said before that

struct FoldedText {
  std::string text;
  std::vector<std::uint32_t> origin;  // byte of the source for each byte of `text`, and one more for its end
};

FoldedText fold(std::string_view source);

// The words alone: everything that is no letter, digit, apostrophe or symbol (emoji) becomes a blank.
std::string words_only(std::string_view folded);

// Blank-separated pieces.
std::vector<std::string_view> split_words(std::string_view words);

}  // namespace baton::policy
