// SPDX-License-Identifier: MIT
// See json_read.h.
#include "json_read.h"

#include <charconv>
#include <cmath>

namespace baton::whatsapp {

const Json* member(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

const Json* object_at(const Json& object, const char* key) {
  const Json* value = member(object, key);
  return value != nullptr && value->is_object() ? value : nullptr;
}

const Json* array_at(const Json& object, const char* key) {
  const Json* value = member(object, key);
  return value != nullptr && value->is_array() ? value : nullptr;
}

std::string_view text_at(const Json& object, const char* key) {
  const Json* value = member(object, key);
  if (value == nullptr || !value->is_string()) return {};
  return value->get_ref<const std::string&>();
}

std::string scalar_at(const Json& object, const char* key) {
  const Json* value = member(object, key);
  if (value == nullptr) return {};
  if (value->is_string()) return value->get_ref<const std::string&>();
  if (value->is_number() || value->is_boolean()) return dump(*value);
  return {};
}

std::optional<std::int64_t> integer_at(const Json& object, const char* key) {
  const Json* value = member(object, key);
  if (value == nullptr) return std::nullopt;
  if (value->is_number_unsigned()) {
    const auto number = value->get<std::uint64_t>();
    if (number > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
    return static_cast<std::int64_t>(number);
  }
  if (value->is_number_integer()) return value->get<std::int64_t>();
  if (value->is_number_float()) {
    const double number = value->get<double>();
    if (!std::isfinite(number) || std::fabs(number) > 9.0e15) return std::nullopt;
    return static_cast<std::int64_t>(number);
  }
  if (!value->is_string()) return std::nullopt;
  const auto& text = value->get_ref<const std::string&>();
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return number;
}

bool is_true_at(const Json& object, const char* key) {
  const Json* value = member(object, key);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

const Json* first_object(const Json& object, const char* key) {
  const Json* array = array_at(object, key);
  if (array == nullptr || array->empty() || !array->front().is_object()) return nullptr;
  return &array->front();
}

std::string dump(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

namespace {

std::size_t nesting(std::string_view body) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '{' || c == '[') deepest = std::max(deepest, ++depth);
    if ((c == '}' || c == ']') && depth > 0) --depth;
  }
  return deepest;
}

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u;
}

// Length of the well-formed UTF-8 sequence at `at`, 0 when it is not one.
std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80u) return 1;
  const auto second = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0u;
  if (first >= 0xC2u && first <= 0xDFu) return is_continuation(text, at + 1) ? 2 : 0;
  if (first >= 0xE0u && first <= 0xEFu) {
    if (first == 0xE0u && second < 0xA0u) return 0;
    if (first == 0xEDu && second > 0x9Fu) return 0;
    return is_continuation(text, at + 1) && is_continuation(text, at + 2) ? 3 : 0;
  }
  if (first >= 0xF0u && first <= 0xF4u) {
    if (first == 0xF0u && second < 0x90u) return 0;
    if (first == 0xF4u && second > 0x8Fu) return 0;
    return is_continuation(text, at + 1) && is_continuation(text, at + 2) && is_continuation(text, at + 3)
               ? 4
               : 0;
  }
  return 0;
}

// The code unit of a "\uXXXX" at `at`, or -1.
int escaped_unit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  unsigned unit = 0;
  const char* begin = text.data() + at + 2;
  const auto result = std::from_chars(begin, begin + 4, unit, 16);
  return result.ec == std::errc() && result.ptr == begin + 4 ? static_cast<int>(unit) : -1;
}

bool is_high(int unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(int unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// Copies one escape (two, for a surrogate pair) and returns how many bytes it took.
std::size_t mend_escape(std::string_view body, std::size_t at, std::string& out) {
  const int unit = escaped_unit(body, at);
  if (unit < 0) {
    const std::size_t length = std::min<std::size_t>(2, body.size() - at);
    out.append(body.substr(at, length));
    return length;
  }
  if (is_high(unit) && is_low(escaped_unit(body, at + 6))) {
    out.append(body.substr(at, 12));
    return 12;
  }
  out.append(is_high(unit) || is_low(unit) ? std::string_view("\\ufffd") : body.substr(at, 6));
  return 6;
}

}  // namespace

std::string mend_json_text(std::string_view body) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(body.size() + 16);
  bool in_string = false;
  for (std::size_t at = 0; at < body.size();) {
    const char c = body[at];
    if (in_string && c == '\\') {
      at += mend_escape(body, at, out);
      continue;
    }
    if (c == '"') in_string = !in_string;
    const auto byte = static_cast<unsigned char>(c);
    if (in_string && byte < 0x20u) {
      out.append("\\u00").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15u]);
      ++at;
      continue;
    }
    const std::size_t length = utf8_length(body, at);
    if (length == 0)
      out.append("\xEF\xBF\xBD");
    else
      out.append(body.substr(at, length));
    at += length == 0 ? 1 : length;
  }
  return out;
}

Parsed parse_body(std::string_view body) {
  if (nesting(body) > kMaxNesting) return {Json(), "json nested deeper than " + std::to_string(kMaxNesting)};
  Json value = Json::parse(body.begin(), body.end(), nullptr, false);
  if (!value.is_discarded()) return {std::move(value), {}};
  const std::string mended = mend_json_text(body);
  value = Json::parse(mended.begin(), mended.end(), nullptr, false);
  if (!value.is_discarded()) return {std::move(value), {}};
  return {Json(), body.empty() ? "empty body" : "body is not json"};
}

}  // namespace baton::whatsapp
