// SPDX-License-Identifier: MIT
// One message as words and sentences, with byte offsets into its text: whatever is found later is a piece of
// the customer's own words and can be shown to stand there (B3: nothing invented).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lists.h"

namespace baton::brief {

// Of one message no more is read; what a person types is shorter, what is longer is a log or an attack.
inline constexpr std::size_t kMessageReadMaxBytes = 8192;

enum TokenFlag : std::uint8_t {
  kHasDigit = 1,
  kAllDigits = 2,
  kCapital = 4,      // begins with an upper-case letter
  kAllCapital = 8,   // two or more letters, all upper case
  kAfterComma = 16,  // a comma, colon, bracket or dash stands before it
  kSentenceStart = 32,
  kHasLetter = 64,
};

struct Token {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint16_t sentence = 0;
  std::uint8_t flags = 0;
  std::uint32_t lists = 0;  // word lists it stands on
  bool has(TokenFlag flag) const { return (flags & flag) != 0; }
  bool on(List list) const { return (lists & (1u << static_cast<unsigned>(list))) != 0; }
};

struct Sentence {
  std::uint32_t first = 0;  // tokens [first, last)
  std::uint32_t last = 0;
  bool question = false;  // ends with a question mark
};

struct Text {
  std::string raw;     // valid UTF-8, bad bytes and control characters replaced one for one
  std::string folded;  // the same length, letters of Latin scripts in lower case
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;

  std::string_view word(std::size_t i) const {
    return std::string_view(folded).substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
  }
  std::string_view between(std::size_t i, std::size_t j) const {  // bytes after token i and before token j
    return std::string_view(raw).substr(tokens[i].end, tokens[j].begin - tokens[i].end);
  }
  std::string_view slice(std::size_t begin, std::size_t end) const {
    return std::string_view(raw).substr(begin, end - begin);
  }
};

// The readable beginning of a message: at most bytes_max, valid UTF-8, same offsets as the original.
std::string readable(std::string_view message, std::size_t bytes_max = kMessageReadMaxBytes);

// Splits text that came from `readable`.
Text analyse(std::string readable_text);

std::string fold(std::string_view text);

// Characters, not bytes.
std::size_t count_chars(std::string_view text);

// At most chars_max characters, ended at a word boundary, without the punctuation left at the cut.
std::string_view shorten(std::string_view text, std::size_t chars_max);

// On one line: white space collapsed, runs of mask characters made three, trimmed.
std::string one_line(std::string_view text);

std::string_view trim(std::string_view text);

}  // namespace baton::brief
