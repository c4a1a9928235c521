// SPDX-License-Identifier: MIT
// Everything with a digit, and the words of the calendar: amounts, dates, times, phone numbers, identifiers,
// quantities.
#pragma once

#include "spans.h"

namespace baton::brief {

void find_numbers(const Text& text, Spans& spans);

// The words before a number that say what it numbers: "flight ID 193" -> "flight", "order number: 5" ->
// "order".
std::string label_before(const Text& text, std::size_t token);

}  // namespace baton::brief
