// SPDX-License-Identifier: MIT
// Names: of persons where they introduce themselves, of places between "from" and "to", and of whatever is
// written with capitals inside a sentence.
#pragma once

#include "spans.h"

namespace baton::brief {

void find_names(const Text& text, Language language, Spans& spans);

// Names that stand elsewhere in the conversation with capitals, wherever the customer writes them without.
void find_known(const Text& text, const std::vector<std::string>& folded_names, Spans& spans);

}  // namespace baton::brief
