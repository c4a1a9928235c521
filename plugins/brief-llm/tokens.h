// SPDX-License-Identifier: MIT
// One token of letters and digits, "ORD-12345", "24-hour", "AB12/77", and what it is made of. Pure; texts are
// spelled as plain() leaves them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::brief_llm {

// From so many letters and digits on, something names one thing and no other.
inline constexpr std::size_t kIdLeast = 4;

struct Token {
  std::size_t end = 0;  // bytes of the text
  std::size_t letters = 0;
  std::size_t digits = 0;
  std::size_t capitals = 0;
  std::size_t pieces = 1;            // between hyphens and the like
  bool mixed = false;                // a piece has letters and digits: "ab12"
  bool interleaved = false;          // and more than one change between them: "a1b2", "14h30"
  std::vector<std::string> numbers;  // pieces of digits alone

  // Words with a number: "24-hour", "day-30".
  bool is_compound() const { return pieces > 1 && !mixed && capitals <= 1; }
  // Not "24-hour", "30min", "2nd"; and digits alone are a number.
  bool is_code() const;
};

// The token that begins at `begin`. REQUIRES: a letter or a digit stands there.
Token token_at(std::string_view plain, std::size_t begin);

}  // namespace baton::brief_llm
