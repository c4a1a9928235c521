// SPDX-License-Identifier: MIT
// JSON in and out of HTTP, and reading fields of JSON that anybody may have written.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "host/net/message.h"

namespace baton::sandbox {

using Json = nlohmann::json;

net::Response json_response(const Json& body, int status = 200);

// The body as an object; an empty body is an empty object; nothing when it is neither.
std::optional<Json> parse_object(std::string_view body);

// A field of the wanted type, or the fallback: a missing field, another type and null are all the same.
std::string text_of(const Json& object, std::string_view key, std::string_view fallback = {});
std::int64_t number_of(const Json& object, std::string_view key, std::int64_t fallback = 0);
bool flag_of(const Json& object, std::string_view key, bool fallback);
const Json& member(const Json& object, std::string_view key);  // null when missing

// Number of Unicode code points; nothing when it is not UTF-8.
std::optional<std::size_t> code_points(std::string_view text);

std::string base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);
std::string sha256(std::string_view bytes);  // 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view bytes);
std::string hex(std::string_view bytes);  // lower case

}  // namespace baton::sandbox
