// SPDX-License-Identifier: MIT
// phrase.h - the notation in which phrases of triage are written, and what a phrase compiles to.
//
//   cancel my account        these words, one after the other; case, accents and punctuation do not matter
//   cancel*                  any ending: cancel, cancels, cancellation
//   (cancel|close) account   one of them; an alternative may have several words
//   [my] account             may be there or not; [my|the] as well
//   cancel ... account       up to six other words of the same sentence between
//   cancel _ account         exactly one other word
//   error #                  a number
//   {money}                  a list of words with a name: one of them
//   !(not|never) cancel      none of these within four words before it in the same sentence
//   refund !(policy)         none of these within four words after it
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::policy {

struct Phrase {
  std::string problem;     // empty: it is usable
  std::string pattern;     // RE2 over SignalText; begins and ends with a blank
  std::string not_before;  // RE2 over the words before it; empty: none
  std::string not_after;
  // It cannot match a text that holds none of the words of one of these groups; the rarest group first.
  std::vector<std::vector<std::string>> keys;
  std::vector<std::string> samples;  // texts it is meant to match
};

// The alternatives behind {name}, "a|b c|d"; nothing: there is no such list.
using NamedWords = std::function<std::optional<std::string>(std::string_view name)>;

Phrase parse_phrase(std::string_view text, const NamedWords& named);

}  // namespace baton::policy
