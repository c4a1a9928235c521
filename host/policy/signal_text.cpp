// SPDX-License-Identifier: MIT
#include "host/policy/signal_text.h"

#include <array>

#include "host/policy/folded_text.h"

namespace baton::policy {
namespace {

constexpr auto kSentenceEnds = std::to_array<std::string_view>({"\u0964", "\u0965", "\u2026", "\u3002"});
constexpr auto kMarks = std::to_array<std::string_view>({"\u00a1", "\u00bf", "\u00ab", "\u00bb", "\u201c", "\u201d",
                                                         "\u201e", "\u2022", "\u2014", "\u2015", "\u20ac", "\u00a3"});

bool word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80u) != 0;
}

// "can't", "we'll": one word; "l'argent": two.
bool closes_up(std::string_view text, std::size_t apostrophe) {
  constexpr auto kEndings = std::to_array<std::string_view>({"t", "s", "m", "d", "re", "ve", "ll"});
  if (apostrophe == 0 || !word_byte(text[apostrophe - 1])) return false;
  std::size_t end = apostrophe + 1;
  while (end < text.size() && word_byte(text[end])) ++end;
  const auto ending = text.substr(apostrophe + 1, end - apostrophe - 1);
  for (const auto known : kEndings)
    if (ending == known) return true;
  return false;
}

// None of the marks is ASCII, and nearly every byte of most messages is.
template <std::size_t N>
std::size_t one_of(const std::array<std::string_view, N>& marks, std::string_view text, std::size_t at) {
  if ((static_cast<unsigned char>(text[at]) & 0x80u) == 0) return 0;
  for (const auto mark : marks)
    if (text.substr(at, mark.size()) == mark) return mark.size();
  return 0;
}

class Builder {
 public:
  explicit Builder(const FoldedText& folded) : folded_(folded) {
    result_.text.reserve(folded.text.size() + 8);
    result_.origin.reserve(folded.text.size() + 9);
    put(' ', 0);
  }

  void letter(char c, std::size_t at) { put(c, folded_.origin[at]); }
  void blank(std::size_t at) {
    if (result_.text.back() != ' ') put(' ', folded_.origin[at]);
  }
  void sentence_end(std::size_t at) {
    blank(at);
    if (result_.text.size() < 2 || result_.text[result_.text.size() - 2] == '.') return;
    put('.', folded_.origin[at]);
    put(' ', folded_.origin[at]);
  }
  SignalText take() {
    blank(folded_.text.size());
    result_.origin.push_back(folded_.origin.back());
    return std::move(result_);
  }

 private:
  void put(char c, std::uint32_t from) {
    result_.text.push_back(c);
    result_.origin.push_back(from);
  }

  const FoldedText& folded_;
  SignalText result_;
};

}  // namespace

SignalText signal_text(std::string_view source) {
  const FoldedText folded = fold(source);
  const std::string_view text = folded.text;
  Builder builder(folded);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c >= 'a' && c <= 'z') {
      builder.letter(c, at);
    } else if (const auto size = one_of(kSentenceEnds, text, at); size > 0) {
      builder.sentence_end(at);
      at += size - 1;
    } else if (const auto mark = one_of(kMarks, text, at); mark > 0) {
      builder.blank(at);
      at += mark - 1;
    } else if (word_byte(c)) {
      builder.letter(c, at);
    } else if (c == '!' || c == '?' || c == ';' ||
               (c == '.' && (at + 1 == text.size() || !word_byte(text[at + 1])))) {
      builder.sentence_end(at);  // a point between letters is no end: "api.example.com", "12.50"
    } else if (c != '\'' || !closes_up(text, at)) {
      builder.blank(at);
    }
  }
  return builder.take();
}

}  // namespace baton::policy
