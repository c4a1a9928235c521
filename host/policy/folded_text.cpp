// SPDX-License-Identifier: MIT
// folded_text.cpp - see folded_text.h. Only what the six languages of the word lists need.
#include "host/policy/folded_text.h"

#include <algorithm>

namespace baton::policy {
namespace {

struct Decoded {
  char32_t code = 0xFFFD;
  std::size_t size = 1;
};

// Malformed bytes come out one by one as U+FFFD.
Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + size > text.size()) return {};
  char32_t code = first & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code = (code << 6) | (byte(i) & 0x3Fu);
  }
  return {code, size};
}

bool is_blank(char32_t code) {
  return code <= 0x20 || code == 0x7F || code == 0xA0 || (code >= 0x2000 && code <= 0x200B) ||
         code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x3000 || code == 0xFEFF ||
         code == 0xFFFD;
}

// Variation selectors, joiners, skin tones, combining accents, the nukta.
bool is_dropped(char32_t code) {
  return code == 0x200C || code == 0x200D || (code >= 0xFE00 && code <= 0xFE0F) ||
         (code >= 0x1F3FB && code <= 0x1F3FF) || (code >= 0x300 && code <= 0x36F) || code == 0x93C ||
         code == 0xAD;
}

// U+00C0..U+017F without accents; upper and lower case give the same. '?' where a letter needs more than one
// byte.
constexpr std::string_view kLatin1 = "aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y";
constexpr std::string_view kLatinA =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkkllllllllllnnnnnnnnnoooooo??rrrrrrsssssssstttttt"
    "uuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kLatin1.size() == 64 && kLatinA.size() == 128);

std::string_view folded_letter(char32_t code) {
  switch (code) {
    case 0xC6:
    case 0xE6:
      return "ae";
    case 0xDF:
    case 0x1E9E:
      return "ss";
    case 0xDE:
    case 0xFE:
      return "th";
    case 0x132:
    case 0x133:
      return "ij";
    case 0x152:
    case 0x153:
      return "oe";
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0x60:
    case 0xB4:
      return "'";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
      return "-";
    case 0x901:
      return "\u0902";  // candrabindu is written as anusvara more often than not
    case 0x958:
      return "\u0915";
    case 0x959:
      return "\u0916";
    case 0x95A:
      return "\u0917";
    case 0x95B:
      return "\u091C";
    case 0x95C:
      return "\u0921";
    case 0x95D:
      return "\u0922";
    case 0x95E:
      return "\u092B";
    default:
      break;
  }
  if (code >= 0xC0 && code <= 0xFF && code != 0xD7 && code != 0xF7) return kLatin1.substr(code - 0xC0, 1);
  if (code >= 0x100 && code <= 0x17F) return kLatinA.substr(code - 0x100, 1);
  return {};
}

// Where the folded text grows: it never gets longer than its source, so the room is there from the beginning.
class Folding {
 public:
  explicit Folding(std::size_t source_bytes) {
    folded_.text.resize(source_bytes);
    folded_.origin.resize(source_bytes + 1);
  }
  void put(char c, std::size_t from) {
    folded_.text[size_] = c;
    folded_.origin[size_++] = static_cast<std::uint32_t>(from);
  }
  void put(std::string_view bytes, std::size_t from) {
    for (const char c : bytes) put(c, from);
  }
  void blank(std::size_t from) {
    if (size_ > 0 && folded_.text[size_ - 1] != ' ') put(' ', from);
  }
  FoldedText take(std::size_t source_bytes) {
    if (size_ > 0 && folded_.text[size_ - 1] == ' ') --size_;
    folded_.text.resize(size_);
    folded_.origin.resize(size_ + 1);
    folded_.origin.back() = static_cast<std::uint32_t>(source_bytes);
    return std::move(folded_);
  }

 private:
  FoldedText folded_;
  std::size_t size_ = 0;
};

}  // namespace

FoldedText fold(std::string_view source) {
  source = source.substr(0, kFoldedMaxBytes);
  Folding folding(source.size());
  for (std::size_t at = 0; at < source.size();) {
    const char c = source[at];
    if ((c >= 'a' && c <= 'z') || (c > ' ' && c < 'A')) {  // most of most messages
      folding.put(c, at++);
      continue;
    }
    const auto [code, size] = decode(source, at);
    if (is_blank(code)) {
      folding.blank(at);
    } else if (code >= 'A' && code <= 'Z') {
      folding.put(static_cast<char>(code - 'A' + 'a'), at);
    } else if (const std::string_view letter = folded_letter(code); !letter.empty()) {
      folding.put(letter, at);
    } else if (!is_dropped(code)) {
      folding.put(source.substr(at, size), at);
    }
    at += size;
  }
  return folding.take(source.size());
}

std::string words_only(std::string_view folded) {
  std::string words;
  words.reserve(folded.size());
  const auto blank = [&] {
    if (!words.empty() && words.back() != ' ') words += ' ';
  };
  for (std::size_t at = 0; at < folded.size();) {
    if (folded[at] >= 'a' && folded[at] <= 'z') {
      words += folded[at++];
      continue;
    }
    const auto [code, size] = decode(folded, at);
    const bool word = (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') || code == '\'' ||
                      (code >= 0x900 && code != 0x964 && code != 0x965 &&
                       !(code >= 0x2000 && code <= 0x206F) && code != 0xFFFD);
    // An emoji is a word of its own even without blanks around it.
    const bool symbol = code >= 0x2190 && code < 0xFB00;
    if (!word) {
      blank();
    } else {
      if (symbol || code >= 0x1F000) blank();
      words += folded.substr(at, size);
      if (symbol || code >= 0x1F000) blank();
    }
    at += size;
  }
  if (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

std::vector<std::string_view> split_words(std::string_view words) {
  std::vector<std::string_view> pieces;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) pieces.push_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return pieces;
}

}  // namespace baton::policy
