// SPDX-License-Identifier: MIT
// The customer's answer to what was asked, cut down to the value: "Sure, it's Alexis" -> "Alexis".
#pragma once

#include <vector>

#include "question.h"
#include "scan.h"

namespace baton::brief {

// Labels finds with what was asked, and adds the answer itself where no finder saw it. Empty when the message
// only asks back or says nothing.
std::vector<Found> read_answer(const Text& text, const std::vector<Asked>& asked,
                               const std::vector<Found>& found);

}  // namespace baton::brief
