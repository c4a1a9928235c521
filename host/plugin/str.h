// SPDX-License-Identifier: MIT
// str.h - std::string and baton_str_t. Views borrow; the storage behind them must outlive the call.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <algorithm>

#include <baton/types.h>

namespace baton::plugin {

inline std::string_view view_of(baton_str_t text) {
  return text.data == nullptr ? std::string_view{} : std::string_view(text.data, text.size);
}
inline std::string_view view_of(baton_bytes_t bytes) {
  return bytes.data == nullptr ? std::string_view{}
                               : std::string_view(reinterpret_cast<const char*>(bytes.data), bytes.size);
}
inline std::string text_of(baton_str_t text) { return std::string(view_of(text)); }

// Present, even when empty.
inline baton_str_t str_of(std::string_view text) { return {text.data() == nullptr ? "" : text.data(), text.size()}; }
// Empty counts as absent.
inline baton_str_t str_or_absent(std::string_view text) { return text.empty() ? baton_str_t{nullptr, 0} : str_of(text); }
inline baton_bytes_t bytes_of(std::string_view bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

inline baton_error_t empty_error() {
  baton_error_t error;
  std::memset(&error, 0, sizeof error);
  error.struct_size = sizeof error;
  return error;
}

inline baton_error_t make_error(baton_status_t status, std::string_view message) {
  baton_error_t error = empty_error();
  error.status = status;
  error.message_size = static_cast<std::uint32_t>(std::min<std::size_t>(message.size(), sizeof error.message));
  std::memcpy(error.message, message.data(), error.message_size);
  return error;
}

// What a plugin wrote, wherever its sizes point; never reads outside the arrays.
inline std::string_view message_of(const baton_error_t& error) {
  return {error.message, std::min<std::size_t>(error.message_size, sizeof error.message)};
}
inline std::string_view code_of(const baton_error_t& error) {
  return {error.code, std::min<std::size_t>(error.code_size, sizeof error.code)};
}

}  // namespace baton::plugin
