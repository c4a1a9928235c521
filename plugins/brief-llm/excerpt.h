// SPDX-License-Identifier: MIT
// What of a conversation is sent, and with that all a brief may be made of: a long one keeps its beginning,
// where the matter is told, and its end, where it stands. Pure.
#pragma once

#include <cstddef>

#include "conversation.h"
#include "identifiers.h"

namespace baton::brief_llm {

struct Excerpt {
  std::vector<Turn> first;
  std::size_t left_out = 0;  // turns between the two; 0 = none, and `last` is empty
  std::vector<Turn> last;
};

// Turns without a word and without an attachment are not sent. Texts longer than kTurnMaxChars are cut.
Excerpt excerpt_of(const Asked& asked, std::size_t chars_max);

// A turn that is sent; nullptr where none of that source is.
const Turn* find(const Excerpt& excerpt, std::uint64_t source);

// All that the model is shown, as what a brief may name (B3).
Known known_of(const Asked& asked, const Excerpt& excerpt);

}  // namespace baton::brief_llm
