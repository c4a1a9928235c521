// SPDX-License-Identifier: MIT
#include "quoting.h"

#include <set>
#include <string>

#include "text.h"

namespace baton::brief_llm {
namespace {

char at_or_space(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : ' '; }

// The value goes on beyond its end: `edge` is its last character, `next` and `after` are what follows it (or
// precedes it, read backwards).
bool goes_on(char edge, char next, char after) {
  if (!is_alnum(edge)) return false;
  if (is_alnum(next)) return true;
  if ((next == '-' || next == '_') && is_alnum(after)) return is_digit(edge) || is_digit(after);
  return is_digit(edge) && (next == '.' || next == ',' || next == ':' || next == '\'') && is_digit(after);
}

std::set<std::string> runs_of(std::string_view text, std::size_t words) {
  const auto all = words_of(fold(text));
  std::set<std::string> runs;
  for (std::size_t first = 0; first + words <= all.size(); ++first) {
    std::string run;
    for (std::size_t i = first; i < first + words; ++i) run += all[i] + ' ';
    runs.insert(std::move(run));
  }
  return runs;
}

}  // namespace

bool quotes(std::string_view text, std::string_view value) {
  const std::string in = fold(text);
  const std::string wanted = fold(value);
  if (wanted.empty()) return false;
  for (std::size_t at = in.find(wanted); at != std::string::npos; at = in.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    const char before = at > 0 ? in[at - 1] : ' ';
    const char before_it = at > 1 ? in[at - 2] : ' ';
    if (!goes_on(wanted.front(), before, before_it) &&
        !goes_on(wanted.back(), at_or_space(in, end), at_or_space(in, end + 1)))
      return true;
  }
  return false;
}

bool repeats(std::string_view text, std::string_view said, std::size_t words) {
  const auto runs = runs_of(text, words);
  if (runs.empty()) return false;
  for (const std::string& run : runs_of(said, words))
    if (runs.count(run) != 0) return true;
  return false;
}

}  // namespace baton::brief_llm
