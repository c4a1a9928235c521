// SPDX-License-Identifier: MIT
// Numbers that prove themselves: by issuer, length and check digit, so that an order number is not taken for
// a card.
#include "check_digits.h"

#include <cstddef>

namespace baton::brief {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }

bool luhn(std::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (auto it = digits.rbegin(); it != digits.rend(); ++it, twice = !twice) {
    const int value = (*it - '0') * (twice ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

// Shape against a picture: 9 a digit, A a letter, anything else itself.
bool looks_like(std::string_view word, std::string_view picture) {
  if (word.size() != picture.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool fits = picture[i] == '9'   ? digit(word[i])
                      : picture[i] == 'A' ? upper(word[i])
                                          : word[i] == picture[i];
    if (!fits) return false;
  }
  return true;
}

bool is_spanish_id(std::string_view word) {
  constexpr std::string_view kLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
  if (!looks_like(word, "99999999A")) return false;
  int number = 0;
  for (const char c : word.substr(0, 8)) number = (number * 10 + (c - '0')) % 23;
  return kLetters[static_cast<std::size_t>(number)] == word[8];
}

}  // namespace

// Luhn alone would take one number in ten.
bool is_card(std::string_view digits) {
  if (digits.size() < 12 || digits.size() > 19 || !luhn(digits)) return false;
  int head[5] = {};
  for (int n = 1; n <= 4; ++n) head[n] = head[n - 1] * 10 + (digits[static_cast<std::size_t>(n - 1)] - '0');
  const std::size_t size = digits.size();
  const auto between = [](int value, int low, int high) { return value >= low && value <= high; };
  if (head[1] == 4) return size == 13 || size == 16 || size == 19;                  // Visa
  if (between(head[2], 51, 55) || between(head[4], 2221, 2720)) return size == 16;  // Mastercard
  if (head[2] == 34 || head[2] == 37) return size == 15;                            // Amex
  if (between(head[3], 300, 305) || head[2] == 36 || head[2] == 38 || head[2] == 39)
    return size >= 14;                                                                    // Diners
  if (head[4] == 6011 || head[2] == 65 || between(head[3], 644, 649)) return size >= 16;  // Discover
  if (between(head[4], 3528, 3589)) return size >= 16;                                    // JCB
  if (head[2] == 62) return size >= 16;                                                   // UnionPay
  return (head[2] == 50 || between(head[2], 56, 69)) && size >= 12;                       // Maestro
}

bool is_iban(std::string_view compact) {
  if (compact.size() < 15 || compact.size() > 34) return false;
  int remainder = 0;
  for (std::size_t i = 0; i < compact.size(); ++i) {
    const char c = compact[(i + 4) % compact.size()];
    if (digit(c)) {
      remainder = (remainder * 10 + (c - '0')) % 97;
    } else {
      const int value = (upper(c) ? c - 'A' : c - 'a') + 10;
      remainder = (remainder * 100 + value) % 97;
    }
  }
  return remainder == 1;
}

bool is_national_id(std::string_view word) {
  return looks_like(word, "999-99-9999") || looks_like(word, "999.999.999-99") || is_spanish_id(word);
}

}  // namespace baton::brief
