// SPDX-License-Identifier: MIT
#include "rule.h"

#include <algorithm>
#include <string_view>

namespace first_words {
namespace {

constexpr std::size_t kSentenceMaxBytes = 160;
constexpr std::size_t kStepMaxCount = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// What stands in square brackets is a mark of the host ("[card ending 1111]"), no word of the customer.
std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> found;
  std::string word;
  bool in_mark = false;
  const auto end_word = [&] {
    while (!word.empty() && word.back() == '-') word.pop_back();
    if (std::count_if(word.begin(), word.end(), is_digit) >= 3) found.push_back(word);
    word.clear();
  };
  for (const char c : text) {
    const bool of_a_word = is_digit(c) || is_letter(c) || (c == '-' && !word.empty());
    if (of_a_word && !in_mark) {
      word.push_back(c);
    } else {
      end_word();
    }
    if (c == '[') in_mark = true;
    if (c == ']') in_mark = false;
  }
  end_word();
  return found;
}

bool has(const std::vector<Note>& notes, const std::string& text) {
  return std::any_of(notes.begin(), notes.end(), [&](const Note& note) { return note.text == text; });
}

}  // namespace

std::string first_sentence(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  std::size_t end = begin;
  while (end < text.size() && text[end] != '\n') {
    const bool ends = std::string_view(".!?").find(text[end]) != std::string_view::npos;
    ++end;
    if (ends && (end == text.size() || text[end] == ' ' || text[end] == '\n')) break;
  }
  if (end - begin > kSentenceMaxBytes) {
    end = begin + kSentenceMaxBytes;
    while ((static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  }
  return text.substr(begin, end - begin);
}

Brief brief_of(const std::vector<Line>& lines, std::size_t max_numbers) {
  Brief brief{{"the customer wrote nothing", 0}, {}, {}};
  for (const Line& line : lines) {
    const std::string sentence = first_sentence(line.text);
    if (sentence.empty()) continue;
    if (line.by == By::us) {
      if (brief.steps.size() == kStepMaxCount) brief.steps.erase(brief.steps.begin());
      brief.steps.push_back({sentence, line.sequence});
      continue;
    }
    if (brief.intent.source == 0) brief.intent = {sentence, line.sequence};
    for (std::string& number : numbers_in(line.text))
      if (brief.numbers.size() < max_numbers && !has(brief.numbers, number))
        brief.numbers.push_back({std::move(number), line.sequence});
  }
  return brief;
}

}  // namespace first_words
