// SPDX-License-Identifier: MIT
// rule.h - the whole reading of this plugin, without Baton: what of a conversation does a specialist have to know?
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace first_words {

enum class By { customer, us };

// One message, oldest first.
struct Line {
  By by;
  std::string text;
  std::uint64_t sequence;  // its place in the conversation
};

// Something that was said, and in which line.
struct Note {
  std::string text;
  std::uint64_t source;
};

struct Brief {
  Note intent;                // what the customer began with; source 0 when they wrote nothing
  std::vector<Note> numbers;  // words of the customer with at least three digits in them, each once
  std::vector<Note> steps;    // what we said last, at most three
};

Brief brief_of(const std::vector<Line>& lines, std::size_t max_numbers);

// The first sentence, at most 160 bytes, never ending inside a character.
std::string first_sentence(const std::string& text);

}  // namespace first_words
