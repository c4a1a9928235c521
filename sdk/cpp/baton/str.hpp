// SPDX-License-Identifier: MIT
// str.hpp - std::string_view <-> baton_str_t, ranges over the ABI's arrays, and the little text work every
// plugin has. Nothing here allocates unless it returns a std::string. Everything is callable from any thread.
#pragma once

#include <baton/baton.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace baton::sdk {
inline namespace v0 {

// "Not there", as opposed to "there and empty".
inline constexpr baton_str_t kAbsent{nullptr, 0};

inline bool absent(baton_str_t text) noexcept { return text.data == nullptr; }

// Borrows: as valid as the text it was made from. An absent text is an empty view.
inline std::string_view view(baton_str_t text) noexcept {
  return text.data == nullptr ? std::string_view{} : std::string_view(text.data, text.size);
}
inline std::string_view view(baton_bytes_t bytes) noexcept {
  return bytes.data == nullptr ? std::string_view{}
                               : std::string_view(reinterpret_cast<const char*>(bytes.data), bytes.size);
}

// Owns: copy what outlives the call it came with.
inline std::string copy(baton_str_t text) { return std::string(view(text)); }
inline std::string copy(baton_bytes_t bytes) { return std::string(view(bytes)); }

// Borrows. `str` is always present; `str_or_absent` turns an empty text into an absent one.
inline baton_str_t str(std::string_view text) noexcept {
  return {text.data() == nullptr ? "" : text.data(), text.size()};
}
inline baton_str_t str_or_absent(std::string_view text) noexcept {
  return text.empty() ? kAbsent : str(text);
}
inline baton_bytes_t bytes(std::string_view data) noexcept {
  if (data.empty()) return {nullptr, 0};
  return {reinterpret_cast<const std::uint8_t*>(data.data()), data.size()};
}

// A record with its size filled in and everything else zero, which means "absent".
template <class Record>
Record make_record() noexcept {
  Record record{};
  record.struct_size = sizeof(Record);
  return record;
}

// for (const baton_candidate_t& one : each(view.candidates, view.candidate_count)) ...
// Works on arrays of pointers to records (skipping none: the host never passes NULL elements) and on plain
// arrays.
template <class Item>
class PointerRange {
 public:
  class Iterator {
   public:
    explicit Iterator(const Item* const* at) noexcept : at_(at) {}
    const Item& operator*() const noexcept { return **at_; }
    Iterator& operator++() noexcept {
      ++at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const noexcept { return at_ != other.at_; }

   private:
    const Item* const* at_;
  };
  PointerRange(const Item* const* items, std::size_t count) noexcept : items_(items), count_(count) {}
  Iterator begin() const noexcept { return Iterator(items_); }
  Iterator end() const noexcept { return Iterator(items_ + count_); }
  std::size_t size() const noexcept { return count_; }

 private:
  const Item* const* items_;
  std::size_t count_;
};

template <class Value>
class ValueRange {
 public:
  ValueRange(const Value* items, std::size_t count) noexcept : items_(items), count_(count) {}
  const Value* begin() const noexcept { return items_; }
  const Value* end() const noexcept { return items_ + count_; }
  std::size_t size() const noexcept { return count_; }

 private:
  const Value* items_;
  std::size_t count_;
};

template <class Item>
PointerRange<Item> each(const Item* const* items, std::uint32_t count) noexcept {
  return {items, items == nullptr ? 0 : count};
}
inline ValueRange<baton_str_t> each(const baton_str_t* items, std::uint32_t count) noexcept {
  return {items, items == nullptr ? 0 : count};
}
inline ValueRange<baton_header_t> each(const baton_header_t* items, std::uint32_t count) noexcept {
  return {items, items == nullptr ? 0 : count};
}

// The first header of that lower-case name, or nothing.
inline std::optional<std::string_view> header(const baton_webhook_t& webhook,
                                              std::string_view name) noexcept {
  for (const baton_header_t& one : each(webhook.headers, webhook.header_count)) {
    if (view(one.name) == name) return view(one.value);
  }
  return std::nullopt;
}

// "${secret:NAME}" -> NAME, as a setting of format "baton-secret" arrives; nothing when it is not of that
// form.
inline std::optional<std::string> secret_name(std::string_view setting) {
  constexpr std::string_view kOpen = "${secret:";
  if (setting.size() <= kOpen.size() + 1 || setting.substr(0, kOpen.size()) != kOpen ||
      setting.back() != '}') {
    return std::nullopt;
  }
  return std::string(setting.substr(kOpen.size(), setting.size() - kOpen.size() - 1));
}

// Hex digits of either case -> bytes; nothing when it is not hex.
inline std::optional<std::string> from_hex(std::string_view hex) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string out;
  out.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = digit(hex[i]);
    const int low = digit(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out.push_back(static_cast<char>(high * 16 + low));
  }
  return out;
}

// Appends `text` as a JSON string. Text is taken to be UTF-8, as the contract wants it.
inline void append_json_string(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20) {
      out.append("\\u00");
      out.push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 15]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

}  // namespace v0
}  // namespace baton::sdk
