// SPDX-License-Identifier: MIT
// Reading JSON that nobody promised anything about: every field may be absent, null, "" or of another type.
// Nothing here throws for a surprising shape; what cannot be read is absent.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace baton::whatsapp {

using Json = nlohmann::json;

// Deeper nesting than any real payload; it keeps the recursive writer of the JSON library off the end of the
// stack.
inline constexpr std::size_t kMaxNesting = 64;

// The member, or null when `object` is no object or has no such member.
const Json* member(const Json& object, const char* key);
const Json* object_at(const Json& object, const char* key);
const Json* array_at(const Json& object, const char* key);

// "" when absent or not a string. WhatsApp sends "" for absent in places, so callers need not tell them
// apart.
std::string_view text_at(const Json& object, const char* key);
// A string, or a number or truth value written out: ids come as either.
std::string scalar_at(const Json& object, const char* key);
// A number, or a string that holds nothing but one.
std::optional<std::int64_t> integer_at(const Json& object, const char* key);
bool is_true_at(const Json& object, const char* key);

// First element of an array of objects, or null.
const Json* first_object(const Json& object, const char* key);

// Never throws: text that is not UTF-8 is written with replacement characters.
std::string dump(const Json& value);

struct Parsed {
  Json value;
  std::string problem;  // empty when `value` is good
};

// Parses a body. One that only fails because of a lone surrogate, broken UTF-8 or a bare control character is
// mended first: one customer's strange text must not make the channel redeliver a whole batch for a week.
Parsed parse_body(std::string_view body);

// The mended text (see parse_body); equal to the input when there is nothing to mend.
std::string mend_json_text(std::string_view body);

}  // namespace baton::whatsapp
