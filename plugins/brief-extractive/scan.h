// SPDX-License-Identifier: MIT
// Finds in one customer message what a specialist would write down: addresses, numbers with what they number,
// amounts, dates, times and names. Every find is a span of the message.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "text.h"
#include "words.h"

namespace baton::brief {

enum class Kind { email, link, phone, identifier, money, date, time, quantity, name, place, thing, answer };

struct Found {
  Kind kind = Kind::thing;
  std::string label;  // empty: the kind's own word
  std::size_t begin = 0;
  std::size_t end = 0;
};

// In order of appearance; spans do not overlap. `known_names`, folded: names of the conversation so far.
std::vector<Found> scan(const Text& text, Language language, const std::vector<std::string>& known_names);

}  // namespace baton::brief
