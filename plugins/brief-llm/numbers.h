// SPDX-License-Identifier: MIT
// Numbers as people write them: "1.250,00", "1 250", "+49 170 1234567", "10:30". Two spellings of one number
// are the same number, and a number that lost a part is another one. Pure; texts are spelled as plain()
// leaves them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::brief_llm {

// Digits with single separators between them, as they stand in a text.
struct Number {
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
  std::vector<std::string> groups;  // never empty; digits only
  std::string separators;           // one fewer: space . , - / ' or :
  std::string currency;             // "eur", "usd", "%", ...; empty: none beside it

  std::size_t digits() const;
};

// The number that begins at `begin`, where a digit stands that no letter or digit stands before. Its currency
// is what stands directly beside it, or one space away.
Number number_at(std::string_view plain, std::size_t begin);

// The groups [first, last) as one number: "1250", "12.5" (cents without zeros at the end), "491701234567".
// Two are the same number where this is the same.
std::string canonical(const Number& number, std::size_t first, std::size_t last);
inline std::string canonical(const Number& number) { return canonical(number, 0, number.groups.size()); }

// Pieces [first, last) of groups without a space between them.
struct Piece {
  std::size_t first = 0;
  std::size_t last = 0;
};
std::vector<Piece> pieces_of(const Number& number);

// What counts where it stands as an amount: all of it where spaces only part thousands ("1 250"), else the
// piece beside the currency.
Piece amount_piece(const Number& number, std::string_view plain);

}  // namespace baton::brief_llm
