// SPDX-License-Identifier: MIT
#include "text.h"

namespace baton::brief_llm {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t value) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(value)));
  };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | (c >> 6));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}

// The zero of each row of ten decimal digits that people write (Unicode, general category Nd).
constexpr char32_t kZeros[] = {0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66,
                               0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10};

bool is_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Shown as nothing, or turning what stands behind it.
bool is_hidden(char32_t c) {
  return c == 0xAD || c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

char32_t spelled(char32_t c) {
  for (const char32_t zero : kZeros)
    if (c >= zero && c < zero + 10) return '0' + (c - zero);
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + '!';  // full width forms of ASCII
  if (c >= 0x1D7CE && c <= 0x1D7FF) return '0' + (c - 0x1D7CE) % 10;
  if ((c >= 0x2018 && c <= 0x201B) || c == 0x2032 || c == 0xB4 || c == '`') return '\'';
  if ((c >= 0x201C && c <= 0x201F) || c == 0x2033 || c == 0xAB || c == 0xBB) return '"';
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
  return c;
}

char32_t small(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if ((c >= 0x0100 && c <= 0x0137) || (c >= 0x014A && c <= 0x0177)) return c | 1u;
  if (c >= 0x0391 && c <= 0x03A9) return c + 32;
  if (c >= 0x0410 && c <= 0x042F) return c + 32;
  if (c >= 0x0400 && c <= 0x040F) return c + 80;
  return c;
}

std::string respelled(std::string_view text, bool small_letters) {
  std::string out;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = spelled(next_code_point(text, at));
    if (is_hidden(c)) continue;
    if (is_space(c)) {
      space = !out.empty();
      continue;
    }
    if (space) out.push_back(' ');
    space = false;
    append_utf8(out, small_letters ? small(c) : c);
  }
  return out;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
  if (first < 0x80 || more == 0 || first > 0xF4) return first;
  char32_t c = first & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) {
    if (at >= text.size() || !is_continuation(text[at])) return 0xFFFD;
    c = (c << 6) | (static_cast<unsigned char>(text[at++]) & 0x3Fu);
  }
  return c;
}

std::size_t count_chars(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += is_continuation(c) ? 0 : 1;
  return count;
}

std::string_view first_chars(std::string_view text, std::size_t chars_max) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!is_continuation(text[i]) && seen++ == chars_max) return text.substr(0, i);
  return text;
}

std::string plain(std::string_view text) { return respelled(text, false); }
std::string fold(std::string_view text) { return respelled(text, true); }

bool is_letter(char32_t c) {
  if (c < 0x80) return is_alpha(static_cast<char>(c));
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7) return false;
  if (c >= 0x2000 && c <= 0x2BFF) return false;  // punctuation, currency signs, arrows, boxes, dingbats
  if (c >= 0x3000 && c <= 0x3004) return false;
  if (c >= 0x3008 && c <= 0x3020) return false;
  return c < 0x1F000 || c > 0x1FAFF;
}

std::vector<std::string> words_of(std::string_view folded) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(folded, at);
    if (is_letter(c) || (c < 0x80 && is_digit(static_cast<char>(c)))) {
      word.append(folded.substr(begin, at - begin));
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

bool is_clean_line(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool joiner = c == 0x200C || c == 0x200D;  // part of the spelling in Persian, Hindi, of pictures
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFFFD) return false;
    if (is_hidden(c) && !joiner) return false;
    const bool tag =
        c == '<' && at < text.size() && (is_alpha(text[at]) || text[at] == '/' || text[at] == '!');
    if (tag) return false;
  }
  return true;
}

}  // namespace baton::brief_llm
