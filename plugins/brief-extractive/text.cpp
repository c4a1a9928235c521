// SPDX-License-Identifier: MIT
// Hand-written scanning, one pass over the bytes: no regular expression can blow up on hostile input here.
#include "text.h"

#include <algorithm>

#include "words.h"

namespace baton::brief {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
}

bool is_continuation(unsigned byte) { return (byte & 0xC0u) == 0x80u; }

// Length of the valid UTF-8 character at i, 0 when there is none.
std::size_t valid_length(std::string_view text, std::size_t i) {
  const unsigned b0 = byte_at(text, i);
  const unsigned b1 = byte_at(text, i + 1);
  if (b0 < 0x80) return 1;
  if (b0 >= 0xC2 && b0 <= 0xDF) return is_continuation(b1) ? 2 : 0;
  const bool two_more = is_continuation(b1) && is_continuation(byte_at(text, i + 2));
  if (b0 >= 0xE0 && b0 <= 0xEF) {
    const bool overlong = b0 == 0xE0 && b1 < 0xA0;
    const bool surrogate = b0 == 0xED && b1 > 0x9F;
    return two_more && !overlong && !surrogate ? 3 : 0;
  }
  if (b0 >= 0xF0 && b0 <= 0xF4) {
    const bool overlong = b0 == 0xF0 && b1 < 0x90;
    const bool beyond = b0 == 0xF4 && b1 > 0x8F;
    return two_more && is_continuation(byte_at(text, i + 3)) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

bool is_digit(unsigned byte) { return byte >= '0' && byte <= '9'; }
bool is_lower(unsigned byte) { return byte >= 'a' && byte <= 'z'; }
bool is_upper(unsigned byte) { return byte >= 'A' && byte <= 'Z'; }
bool is_alnum(unsigned byte) { return is_digit(byte) || is_lower(byte) || is_upper(byte); }

// Punctuation outside ASCII, by first bytes: Latin-1 signs, general punctuation, CJK and full-width marks.
bool is_foreign_mark(std::string_view text, std::size_t i) {
  const unsigned b0 = byte_at(text, i);
  if (b0 == 0xC2) return byte_at(text, i + 1) != 0xB0;  // the degree sign belongs to its number
  if (b0 == 0xE2) return byte_at(text, i + 1) == 0x80;
  if (b0 == 0xE3) return byte_at(text, i + 1) == 0x80;
  if (b0 == 0xEF) return byte_at(text, i + 1) == 0xBC && byte_at(text, i + 2) < 0x90;
  return false;
}

bool is_typographic_apostrophe(std::string_view text, std::size_t i) {
  return byte_at(text, i) == 0xE2 && byte_at(text, i + 1) == 0x80 && byte_at(text, i + 2) == 0x99;
}

bool starts_word(std::string_view text, std::size_t i) {
  const unsigned byte = byte_at(text, i);
  return is_alnum(byte) || byte == '*' || (byte >= 0x80 && !is_foreign_mark(text, i));
}

// Bytes of a sign that continues the word because of what stands on both sides; 0 when the word ends here.
std::size_t joiner(std::string_view text, std::size_t i) {
  const unsigned byte = byte_at(text, i);
  const unsigned before = i > 0 ? byte_at(text, i - 1) : 0u;
  const unsigned after = byte_at(text, i + 1);
  if (byte == '\'' || byte == '-' || byte == '_') return starts_word(text, i + 1) ? 1 : 0;
  if (byte == '.' || byte == ',' || byte == ':' || byte == '/')
    return is_digit(before) && is_digit(after) ? 1 : 0;
  if (is_typographic_apostrophe(text, i)) return starts_word(text, i + 3) ? 3 : 0;
  return 0;
}

// Scripts without spaces touch Latin letters and digits: "注文番号は12345です".
bool is_wide(unsigned byte) { return byte >= 0xE3 && byte <= 0xEF; }

std::size_t word_end(std::string_view text, std::size_t i) {
  const bool wide = is_wide(byte_at(text, i));
  while (i < text.size()) {
    if (starts_word(text, i)) {
      if (is_alnum(byte_at(text, i)) ? wide : is_wide(byte_at(text, i)) && !wide) break;
      i += std::max<std::size_t>(1, valid_length(text, i));
    } else if (const std::size_t bytes = joiner(text, i); bytes > 0) {
      i += bytes;
    } else {
      break;
    }
  }
  return std::min(i, text.size());
}

std::uint8_t flags_of(std::string_view word) {
  unsigned letters = 0;
  unsigned digits = 0;
  unsigned capitals = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const unsigned byte = byte_at(word, i);
    if (is_digit(byte)) ++digits;
    const bool latin_capital = byte == 0xC3 && byte_at(word, i + 1) >= 0x80 && byte_at(word, i + 1) <= 0x9E;
    if (is_upper(byte) || latin_capital) ++capitals;
    if (is_upper(byte) || is_lower(byte) || byte >= 0xC0) ++letters;
  }
  const unsigned first = byte_at(word, 0);
  const bool first_capital =
      is_upper(first) || (first == 0xC3 && byte_at(word, 1) >= 0x80 && byte_at(word, 1) <= 0x9E);
  unsigned flags = 0;
  if (digits > 0) flags |= kHasDigit;
  if (digits == word.size()) flags |= kAllDigits;
  if (letters > 0) flags |= kHasLetter;
  if (first_capital) flags |= kCapital;
  if (letters > 1 && capitals == letters) flags |= kAllCapital;
  return static_cast<std::uint8_t>(flags);
}

struct Gap {
  bool ends_sentence = false;
  bool question = false;
  bool comma = false;
};

bool is_abbreviation(std::string_view folded_word) {
  constexpr std::string_view kWords =
      " dr mr mrs ms prof st sr sra dra hr fr nr no núm num art approx ca bzw z.b mme mlle ";
  return kWords.find(" " + std::string(folded_word) + " ") != std::string_view::npos;
}

// "Dr. Who", "3. März": the full stop before the word at `next` belongs to the word before it.
bool continues(const Text& text, std::size_t next) {
  const std::size_t last = text.tokens.size() - 1;
  if (is_abbreviation(text.word(last))) return true;
  const std::string_view following =
      std::string_view(text.folded).substr(next, word_end(text.raw, next) - next);
  return text.tokens[last].has(kAllDigits) && text.word(last).size() <= 2 && on(List::month, following);
}

// What the signs between two words say. A full stop ends a sentence only before white space or the end.
Gap read_gap(std::string_view gap, bool before_end, bool abbreviation) {
  Gap found;
  for (std::size_t i = 0; i < gap.size(); ++i) {
    const unsigned byte = byte_at(gap, i);
    const unsigned after = byte_at(gap, i + 1);
    const bool at_end = after == ' ' || after == '\n' || (i + 1 == gap.size() && before_end);
    if (byte == '?' || (byte == 0xEF && byte_at(gap, i + 2) == 0x9F))
      found.question = found.ends_sentence = true;
    if (byte == '!' || byte == '\n') found.ends_sentence = true;
    if (byte == 0xE3 && byte_at(gap, i + 2) == 0x82) found.ends_sentence = true;  // ideographic full stop
    if (byte == '.' && (at_end || after == '.') && !(abbreviation && i == 0)) found.ends_sentence = true;
    if (byte == ',' || byte == ';' || byte == ':' || byte == '(' || byte == '"') found.comma = true;
    if ((byte == '-' || byte == 0xE2) && gap.size() > 1) found.comma = true;
  }
  return found;
}

}  // namespace

std::string readable(std::string_view message, std::size_t bytes_max) {
  std::size_t size = std::min(message.size(), bytes_max);
  while (size < message.size() && size > 0 && is_continuation(byte_at(message, size))) --size;
  std::string out(message.substr(0, size));
  for (std::size_t i = 0; i < out.size();) {
    const std::size_t length = valid_length(out, i);
    if (length == 0) {
      out[i++] = '?';
      continue;
    }
    const unsigned byte = byte_at(out, i);
    if (byte == '\r' || (byte < 0x20 && byte != '\n') || byte == 0x7F) out[i] = ' ';
    i += length;
  }
  return out;
}

std::string fold(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const unsigned byte = byte_at(out, i);
    if (is_upper(byte)) out[i] = static_cast<char>(byte + 0x20);
    const unsigned second = byte_at(out, i + 1);
    if (byte == 0xC3 && second >= 0x80 && second <= 0x9E && second != 0x97) {
      out[i + 1] = static_cast<char>(second + 0x20);
    }
  }
  return out;
}

Text analyse(std::string readable_text) {
  Text text;
  text.raw = std::move(readable_text);
  text.folded = fold(text.raw);
  const std::string_view raw = text.raw;
  std::size_t gap_begin = 0;
  bool open = false;  // a sentence has words
  for (std::size_t i = 0; i <= raw.size();) {
    if (i < raw.size() && !starts_word(raw, i)) {
      i += std::max<std::size_t>(1, valid_length(raw, i));
      continue;
    }
    const bool at_end = i == raw.size();
    const std::string_view signs = raw.substr(gap_begin, i - gap_begin);
    const bool abbreviated = !at_end && signs == ". " && !text.tokens.empty() && continues(text, i);
    const Gap gap = read_gap(signs, at_end, abbreviated);
    if (open && (gap.ends_sentence || at_end)) {
      text.sentences.back().last = static_cast<std::uint32_t>(text.tokens.size());
      text.sentences.back().question = gap.question;
      open = false;
    }
    if (at_end) break;
    Token token;
    token.begin = static_cast<std::uint32_t>(i);
    token.end = static_cast<std::uint32_t>(word_end(raw, i));
    token.flags = flags_of(raw.substr(i, token.end - i));
    token.lists = lists_of(std::string_view(text.folded).substr(i, token.end - i));
    if (gap.comma) token.flags = static_cast<std::uint8_t>(token.flags | kAfterComma);
    if (!open) {
      token.flags = static_cast<std::uint8_t>(token.flags | kSentenceStart);
      text.sentences.push_back({static_cast<std::uint32_t>(text.tokens.size()), 0, false});
      open = true;
    }
    token.sentence = static_cast<std::uint16_t>(text.sentences.size() - 1);
    text.tokens.push_back(token);
    i = gap_begin = token.end;
  }
  return text;
}

std::size_t count_chars(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return !is_continuation(static_cast<unsigned char>(c)); }));
}

std::string_view trim(std::string_view text) {
  const auto outside = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
  while (!text.empty() && outside(text.front())) text.remove_prefix(1);
  while (!text.empty() && outside(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view shorten(std::string_view text, std::size_t chars_max) {
  text = trim(text);
  if (count_chars(text) <= chars_max) return text;
  std::size_t end = 0;
  for (std::size_t chars = 0; end < text.size() && chars < chars_max; ++chars) {
    do ++end;
    while (end < text.size() && is_continuation(byte_at(text, end)));
  }
  const std::size_t space = text.find_last_of(" \n", end);
  if (space != std::string_view::npos && space * 2 > end) end = space;
  text = text.substr(0, end);
  while (!text.empty() && std::string_view(" ,;:-(\n").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return text;
}

std::string one_line(std::string_view text) {
  std::string out;
  std::size_t stars = 0;
  for (const char c : trim(text)) {
    stars = c == '*' ? stars + 1 : 0;
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if ((space && !out.empty() && out.back() == ' ') || stars > 3) continue;
    out.push_back(space ? ' ' : c);
  }
  return out;
}

}  // namespace baton::brief
