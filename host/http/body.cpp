// SPDX-License-Identifier: MIT
#include "host/http/body.h"

#include <limits>

#include "host/http/problem.h"

namespace baton::http {
namespace {

constexpr std::size_t kTextMax = 1 << 20;  // limits.h: BATON_TEXT_MAX_BYTES

constexpr int kDepthMax = 32;  // far more than any request needs, far less than copying one would cost the stack

bool too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') quoted = !quoted;
    else if (quoted && c == '\\') ++i;
    else if (!quoted && (c == '{' || c == '[') && ++depth > kDepthMax) return true;
    else if (!quoted && (c == '}' || c == ']')) --depth;
  }
  return false;
}

// RFC 6901: a name as a part of a pointer.
std::string escaped(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c == '~') result += "~0";
    else if (c == '/') result += "~1";
    else result += c;
  }
  return result;
}

nlohmann::json parsed(const net::Request& request) {
  if (request.body.empty()) return nlohmann::json::object();
  if (too_deep(request.body)) throw BadRequest(400, "the body is nested deeper than " + std::to_string(kDepthMax), {}, "send one flat JSON object");
  auto value = nlohmann::json::parse(request.body, nullptr, false);
  if (value.is_discarded()) throw BadRequest(400, "the body is no JSON", {}, "send one JSON object in UTF-8");
  if (!value.is_object()) throw BadRequest(400, "the body is no JSON object", {}, "send one JSON object");
  return value;
}

}  // namespace

Body::Body(const net::Request& request) : value_(parsed(request)) {}

Body::Body(nlohmann::json value, std::string pointer) : value_(std::move(value)), pointer_(std::move(pointer)) {}

void Body::wrong(const char* name, const std::string& what) const {
  throw BadRequest(422, std::string(name) + ": " + what, pointer_ + "/" + escaped(name), "see /openapi.json for the fields of this request");
}

const nlohmann::json* Body::field(const char* name) {
  read_.insert(name);
  const auto found = value_.find(name);
  return found == value_.end() || found->is_null() ? nullptr : &*found;
}

bool Body::has(const char* name) const { return value_.contains(name) && !value_[name].is_null(); }

bool Body::is_text(const char* name) const { return value_.contains(name) && value_[name].is_string(); }

std::string Body::text_or(const char* name, std::string otherwise) {
  const auto* value = field(name);
  if (value == nullptr) return otherwise;
  if (!value->is_string()) wrong(name, "must be text");
  auto text = value->get<std::string>();
  if (text.size() > kTextMax) wrong(name, "is longer than 1 MiB");
  return text;
}

std::string Body::text(const char* name) {
  auto value = text_or(name);
  if (value.empty()) wrong(name, "is required and not empty");
  return value;
}

std::optional<std::int64_t> Body::integer_if(const char* name) {
  const auto* value = field(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number_integer()) wrong(name, "must be an integer");
  if (value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    wrong(name, "is too large");
  return value->get<std::int64_t>();
}

std::int64_t Body::integer(const char* name) {
  const auto value = integer_if(name);
  if (!value) wrong(name, "is required");
  return *value;
}

std::optional<double> Body::number_if(const char* name) {
  const auto* value = field(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number()) wrong(name, "must be a number");
  return value->get<double>();
}

bool Body::flag_or(const char* name, bool otherwise) {
  const auto* value = field(name);
  if (value == nullptr) return otherwise;
  if (!value->is_boolean()) wrong(name, "must be true or false");
  return value->get<bool>();
}

std::vector<std::string> Body::texts(const char* name) {
  const auto* value = field(name);
  std::vector<std::string> result;
  if (value == nullptr) return result;
  if (!value->is_array()) wrong(name, "must be a list of texts");
  for (const auto& item : *value) {
    if (!item.is_string()) wrong(name, "must be a list of texts");
    result.push_back(item.get<std::string>());
  }
  return result;
}

Body Body::object(const char* name) {
  const auto* value = field(name);
  if (value == nullptr) wrong(name, "is required");
  if (!value->is_object()) wrong(name, "must be an object");
  return Body(*value, pointer_ + "/" + name);
}

void Body::done() const {
  for (const auto& [name, value] : value_.items())
    if (!read_.contains(name)) wrong(name.c_str(), "is not a field of this request");
}

}  // namespace baton::http
