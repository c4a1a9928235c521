// SPDX-License-Identifier: MIT
#include "numbers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text.h"

namespace baton::brief_llm {
namespace {

constexpr std::string_view kSeparators = " .,-/':";
constexpr std::size_t kGroupsMax = 12;

constexpr std::array<std::pair<std::string_view, std::string_view>, 40> kCurrencies = {
    {{"€", "eur"},       {"eur", "eur"},   {"euro", "eur"},   {"euros", "eur"},   {"$", "usd"},
     {"us$", "usd"},     {"usd", "usd"},   {"dollar", "usd"}, {"dollars", "usd"}, {"£", "gbp"},
     {"gbp", "gbp"},     {"pound", "gbp"}, {"pounds", "gbp"}, {"r$", "brl"},      {"brl", "brl"},
     {"reais", "brl"},   {"₹", "inr"},     {"inr", "inr"},    {"rs", "inr"},      {"rupees", "inr"},
     {"¥", "jpy"},       {"jpy", "jpy"},   {"yen", "jpy"},    {"cny", "cny"},     {"chf", "chf"},
     {"franken", "chf"}, {"mxn", "mxn"},   {"pesos", "mxn"},  {"cad", "cad"},     {"aud", "aud"},
     {"pln", "pln"},     {"zł", "pln"},    {"sek", "sek"},    {"nok", "nok"},     {"dkk", "dkk"},
     {"czk", "czk"},     {"%", "%"},       {"percent", "%"},  {"prozent", "%"},   {"₽", "rub"}}};

std::string_view currency_named(std::string_view word) {
  const std::string folded = fold(word);
  for (const auto& [name, code] : kCurrencies)
    if (folded == name) return code;
  return {};
}

// Where the word or sign that ends at `end` begins; "us$" is one, and digits are none.
std::size_t word_begin(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && text[begin - 1] != ' ' && !is_digit(text[begin - 1]) && end - begin < 12) --begin;
  return begin;
}

std::size_t word_end(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && text[end] != ' ' && !is_digit(text[end]) && end - begin < 12) ++end;
  return end;
}

// "(EUR" and "euros." name a currency as well.
std::string_view bare(std::string_view word) {
  constexpr std::string_view kAround = "()[]{}\"'.,;:!?*-+";
  while (!word.empty() && kAround.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
  while (!word.empty() && kAround.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  return word;
}

std::string_view currency_before(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  if (end > 0 && text[end - 1] == ' ') --end;
  return currency_named(bare(text.substr(word_begin(text, end), end - word_begin(text, end))));
}

std::string_view currency_after(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  if (begin < text.size() && text[begin] == ' ') ++begin;
  return currency_named(bare(text.substr(begin, word_end(text, begin) - begin)));
}

// "1 250", "12 345 678"
bool parts_thousands(const Number& number) {
  if (number.groups.front().size() > 3 || number.separators.find_first_not_of(" .,'") != std::string::npos)
    return false;
  const auto whole = [&](std::size_t i) { return number.groups[i].size() == 3; };
  for (std::size_t i = 1; i < number.groups.size(); ++i) {
    const bool cents = i + 1 == number.groups.size() && number.groups[i].size() <= 2 &&
                       (number.separators[i - 1] == '.' || number.separators[i - 1] == ',');
    if (!whole(i) && !cents) return false;
  }
  return true;
}

}  // namespace

std::size_t Number::digits() const {
  std::size_t count = 0;
  for (const std::string& group : groups) count += group.size();
  return count;
}

Number number_at(std::string_view plain, std::size_t begin) {
  Number number;
  number.begin = begin;
  std::size_t at = begin;
  while (at < plain.size() && is_digit(plain[at]) && number.groups.size() < kGroupsMax) {
    const std::size_t from = at;
    while (at < plain.size() && is_digit(plain[at])) ++at;
    std::size_t behind = at;
    const bool word = at < plain.size() && is_letter(next_code_point(plain, behind));
    if (word && !number.groups.empty()) {  // "12 34ab": what follows is no part of it
      number.separators.pop_back();
      break;
    }
    number.groups.emplace_back(plain.substr(from, at - from));
    number.end = at;
    const bool goes_on = at + 1 < plain.size() && kSeparators.find(plain[at]) != std::string_view::npos &&
                         is_digit(plain[at + 1]);
    if (!goes_on || number.groups.size() == kGroupsMax) break;
    number.separators.push_back(plain[at++]);
  }
  number.currency = currency_before(plain, begin);
  if (number.currency.empty()) number.currency = currency_after(plain, number.end);
  return number;
}

std::string canonical(const Number& number, std::size_t first, std::size_t last) {
  std::string whole;
  std::string cents;
  for (std::size_t i = first; i < last; ++i) {
    const bool is_last = i + 1 == last && i > first;
    const char before = i > first ? number.separators[i - 1] : ' ';
    if (is_last && (before == '.' || before == ',') && number.groups[i].size() <= 2)
      cents = number.groups[i];
    else
      whole += number.groups[i];
  }
  while (!cents.empty() && cents.back() == '0') cents.pop_back();
  return cents.empty() ? whole : whole + "." + cents;
}

std::vector<Piece> pieces_of(const Number& number) {
  std::vector<Piece> pieces{{0, number.groups.size()}};
  for (std::size_t i = 0; i < number.separators.size(); ++i) {
    if (number.separators[i] != ' ') continue;
    pieces.back().last = i + 1;
    pieces.push_back({i + 1, number.groups.size()});
  }
  return pieces;
}

Piece amount_piece(const Number& number, std::string_view plain) {
  if (parts_thousands(number)) return {0, number.groups.size()};
  const auto pieces = pieces_of(number);
  return currency_before(plain, number.begin).empty() ? pieces.back() : pieces.front();
}

}  // namespace baton::brief_llm
