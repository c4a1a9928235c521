// SPDX-License-Identifier: MIT
#include "addresses.h"

#include <algorithm>

#include "text.h"

namespace baton::brief_llm {
namespace {

bool in(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }
// Hosts are written in every script, and in letters of one that look like another's.
bool is_host_letter(char c) { return is_alpha(c) || static_cast<unsigned char>(c) >= 0x80; }

std::string_view without_punctuation(std::string_view word) {
  constexpr std::string_view kOpen = "(<[{\"'*";
  constexpr std::string_view kClose = ")>]}\"'*.,;:!?";
  while (!word.empty() && in(kOpen, word.front())) word.remove_prefix(1);
  while (!word.empty() && in(kClose, word.back())) word.remove_suffix(1);
  return word;
}

// Labels between dots, the last of two letters and more: not "12.50", "e.g", "z.B".
bool is_host(std::string_view word) {
  std::size_t labels = 0;
  bool letters = false;
  std::string_view label;
  for (std::size_t begin = 0; begin <= word.size(); begin += label.size() + 1) {
    letters = letters || std::any_of(label.begin(), label.end(), is_host_letter);
    label = word.substr(begin, word.find('.', begin) - begin);
    const bool good = std::all_of(label.begin(), label.end(),
                                  [](char c) { return is_host_letter(c) || is_digit(c) || c == '-'; });
    if (label.empty() || !good) return false;
    ++labels;
  }
  return labels >= 2 && letters && count_chars(label) >= 2 &&
         std::all_of(label.begin(), label.end(), is_host_letter);
}

}  // namespace

std::string_view link_in(std::string_view word) {
  const std::size_t colon = word.find("://");
  if (colon != std::string_view::npos && colon > 0) {
    std::size_t begin = colon;
    while (begin > 0 && is_alpha(word[begin - 1])) --begin;
    const std::string_view link = word.substr(begin);
    return without_punctuation(link.substr(0, link.find_first_of(")>]\"'|")));
  }
  word = without_punctuation(word);
  return is_host(word.substr(0, word.find_first_of("/?#:"))) ? word : std::string_view{};
}

std::string_view address_in(std::string_view word) {
  word = without_punctuation(word);
  if (const std::size_t colon = word.rfind(':'); colon != std::string_view::npos)
    word.remove_prefix(colon + 1);
  const std::size_t at = word.find('@');
  if (at == std::string_view::npos || at == 0 || !is_host(word.substr(at + 1))) return {};
  return word;
}

}  // namespace baton::brief_llm
