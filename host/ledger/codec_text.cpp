// SPDX-License-Identifier: MIT
// codec_text.cpp - strings and numbers of the codec: what runs once per field, kept out of the templates.
#include <charconv>

#include "host/ledger/codec_write.h"

namespace baton::ledger::codec {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// 0: copied as it is, 1: needs an escape, 2: begins a longer UTF-8 sequence or is no UTF-8 at all.
constexpr std::array<std::uint8_t, 256> classes() {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < 256; ++i) {
    if (i < 0x20 || i == '"' || i == '\\') table[i] = 1;
    if (i >= 0x80) table[i] = 2;
  }
  return table;
}
constexpr auto kClass = classes();

std::uint8_t class_of(char c) { return kClass[static_cast<std::uint8_t>(c)]; }

// Length of the well-formed sequence at the beginning of `text` (RFC 3629: no overlong forms, no surrogates), or 0.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0}; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const auto first = byte(0);
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool narrow = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F);
    return !narrow && follows(1) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool narrow = (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
    return !narrow && follows(1) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

void write_escape(std::string& out, char c) {
  static constexpr char kDigits[] = "0123456789abcdef";
  switch (c) {
    case '"': out.append("\\\"", 2); return;
    case '\\': out.append("\\\\", 2); return;
    case '\n': out.append("\\n", 2); return;
    case '\r': out.append("\\r", 2); return;
    case '\t': out.append("\\t", 2); return;
  }
  const auto value = static_cast<std::uint8_t>(c);
  out.append("\\u00", 4);
  out += kDigits[value >> 4U];
  out += kDigits[value & 15U];
}

template <class Number>
void write_decimal(std::string& out, Number number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

}  // namespace

void write_text(std::string& out, std::string_view text) {
  out += '"';
  std::size_t done = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto kind = class_of(text[at]);
    if (kind == 0) {
      ++at;
      continue;
    }
    const auto length = kind == 2 ? sequence_length(text.substr(at)) : 0;
    if (length != 0) {
      at += length;
      continue;
    }
    out.append(text.substr(done, at - done));
    kind == 1 ? write_escape(out, text[at]) : static_cast<void>(out.append(kReplacement));
    done = ++at;
  }
  out.append(text.substr(done));
  out += '"';
}

void write_number(std::string& out, std::int64_t number) { write_decimal(out, number); }
void write_number(std::string& out, std::uint64_t number) { write_decimal(out, number); }

}  // namespace baton::ledger::codec
