// SPDX-License-Identifier: MIT
// What names one thing and no other: numbers of four digits and more, amounts, codes of letters and digits,
// mail addresses, web addresses, and the marks the host left where it took something out. A brief may hold
// none that the conversation does not hold (rule B3). Pure.
//
// Seen: digits of any script and separators between them, "4-4-1-2" as well. Not seen: numbers in words, and
// counts below 1000 without a currency, since "twice" and "2 days" are conclusions.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "numbers.h"

namespace baton::brief_llm {

enum class Sort { number, amount, code, address, link, mark };
std::string_view to_string(
    Sort sort);  // "a number", "an amount", ...: for messages, which never hold the thing itself

class Known {
 public:
  // What is said in a text is known from now on. Any UTF-8.
  void add(std::string_view text);

  // The first in `text` that is not known; nothing where all are.
  std::optional<Sort> first_unknown(std::string_view text) const;

 private:
  void add_number(const Number& number, std::string_view plain);
  bool knows_code(std::string_view folded) const;
  bool knows_number(const Number& number) const;
  bool knows_amount(const Number& number, std::string_view plain) const;

  struct Squeezed {  // letters and digits of one text alone, each with its place in it
    std::string text;
    std::string squeezed;
    std::vector<std::size_t> places;
  };
  std::vector<Squeezed> texts_;
  std::set<std::string> numbers_;                         // canonical, with what their parts are
  std::set<std::string> bare_;                            // without a currency beside them, whole
  std::map<std::string, std::set<std::string>> amounts_;  // canonical -> currencies
  std::set<std::string> addresses_;
  std::set<std::string> links_;
  std::set<std::string> marks_;
};

bool has_link(std::string_view text);
// How many marks of the host stand in the text: "[code]", "[card ending 1111]".
std::size_t count_marks(std::string_view text);

}  // namespace baton::brief_llm
