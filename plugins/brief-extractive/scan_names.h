// SPDX-License-Identifier: MIT
// Names: of persons where they introduce themselves, of places between "from" and "to", and of whatever is written with
// capitals inside a sentence.
#pragma once

#include "spans.h"

namespace baton::brief {

void find_names(const Text& text, Language language, Spans& spans);

}  // namespace baton::brief
