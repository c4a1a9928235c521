// SPDX-License-Identifier: MIT
#include "host/policy/check_digits.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace baton::policy {
namespace {

int digit(char c) { return c - '0'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view id) { return std::all_of(id.begin(), id.end(), is_digit); }

std::int64_t number(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) value = value * 10 + digit(c);
  return value;
}

bool one_digit_alone(std::string_view id) { return id.find_first_not_of(id.front()) == std::string_view::npos; }

}  // namespace

bool us_ssn(std::string_view id) {
  if (id.size() != 9 || !all_digits(id)) return false;
  const auto area = number(id.substr(0, 3));
  return area != 0 && area != 666 && area < 900 && number(id.substr(3, 2)) != 0 && number(id.substr(5)) != 0;
}

bool uk_nino(std::string_view id) {
  if (id.size() != 9 || !all_digits(id.substr(2, 6))) return false;
  constexpr std::string_view kFirst = "ABCEGHJKLMNOPRSTWXYZ";
  constexpr std::string_view kSecond = "ABCEGHJKLMNPRSTWXYZ";
  if (kFirst.find(id[0]) == std::string_view::npos || kSecond.find(id[1]) == std::string_view::npos) return false;
  constexpr auto kNever = std::to_array<std::string_view>({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"});
  return std::find(kNever.begin(), kNever.end(), id.substr(0, 2)) == kNever.end();
}

bool es_dni(std::string_view id) {
  constexpr std::string_view kLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
  if (id.size() != 9 || is_digit(id.back())) return false;
  std::int64_t value = 0;
  if (is_digit(id.front())) {
    if (!all_digits(id.substr(0, 8))) return false;
    value = number(id.substr(0, 8));
  } else {
    if (!all_digits(id.substr(1, 7)) || id.front() < 'X') return false;
    value = (id.front() - 'X') * std::int64_t{10000000} + number(id.substr(1, 7));
  }
  return kLetters[static_cast<std::size_t>(value % 23)] == id.back();
}

// Among the first ten digits one stands twice or three times, and the others at most once.
bool de_tax_id(std::string_view id) {
  if (id.size() != 11 || !all_digits(id) || id.front() == '0') return false;
  std::array<int, 10> seen{};
  for (const char c : id.substr(0, 10)) ++seen[static_cast<std::size_t>(digit(c))];
  const auto repeated = std::count_if(seen.begin(), seen.end(), [](int n) { return n > 1; });
  if (repeated != 1 || *std::max_element(seen.begin(), seen.end()) > 3) return false;
  int product = 10;  // ISO/IEC 7064, MOD 11,10
  for (const char c : id.substr(0, 10)) {
    int sum = (digit(c) + product) % 10;
    if (sum == 0) sum = 10;
    product = sum * 2 % 11;
  }
  return (11 - product) % 10 == digit(id.back());
}

bool fr_nir(std::string_view id) {
  if (id.size() != 15 || !all_digits(id.substr(0, 5)) || !all_digits(id.substr(7))) return false;
  const auto month = number(id.substr(3, 2));
  if (month < 1 || (month > 12 && month < 20) || month > 99) return false;
  std::int64_t value = number(id.substr(0, 5));
  std::int64_t department = 0;
  std::int64_t corsica = 0;
  if (is_digit(id[6])) {
    if (!is_digit(id[5])) return false;
    department = number(id.substr(5, 2));
  } else {  // 2A counts as 19, 2B as 18
    if (id[5] != '2' || (id[6] != 'A' && id[6] != 'B')) return false;
    department = 20;
    corsica = id[6] == 'A' ? 1000000 : 2000000;
  }
  value = (value * 100 + department) * 1000000 + number(id.substr(7, 6)) - corsica;
  return 97 - value % 97 == number(id.substr(13));
}

bool br_cpf(std::string_view id) {
  if (id.size() != 11 || !all_digits(id) || one_digit_alone(id)) return false;
  for (const std::size_t place : {std::size_t{9}, std::size_t{10}}) {
    int sum = 0;
    for (std::size_t i = 0; i < place; ++i) sum += digit(id[i]) * static_cast<int>(place + 1 - i);
    if (sum * 10 % 11 % 10 != digit(id[place])) return false;
  }
  return true;
}

bool in_aadhaar(std::string_view id) {
  if (id.size() != 12 || !all_digits(id) || id.front() < '2') return false;
  constexpr int kTimes[10][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
                                  {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
                                  {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
                                  {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
                                  {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}};
  constexpr int kPlace[8][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
                                 {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
                                 {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
                                 {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};
  int check = 0;
  for (std::size_t i = 0; i < id.size(); ++i) check = kTimes[check][kPlace[i % 8][digit(id[id.size() - 1 - i])]];
  return check == 0;
}

}  // namespace baton::policy
