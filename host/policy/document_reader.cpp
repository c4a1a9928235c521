// SPDX-License-Identifier: MIT
// document_reader.cpp - recursive descent with a bounded depth. Messages never quote the text: it may hold a
// secret.
#include "host/policy/document_reader.h"

#include <algorithm>

#include "host/plugin/manifest/config_schema.h"
#include "host/policy/check.h"

namespace baton::policy {
namespace {

using nlohmann::json;

constexpr std::size_t kKeyMaxBytes = 1024;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
         c == '-' || c == '.';
}

}  // namespace

bool DocumentReader::stop(std::size_t offset, const std::string& pointer, std::string what,
                          std::string mend) {
  document_.problems_.push_back(
      {document_.place(std::min(offset, text_.size())), pointer, std::move(what), std::move(mend)});
  return false;
}

void DocumentReader::read() {
  if (!skip_blank("")) return;
  if (at_end()) {
    stop(0, "", "the file is empty", "start from config/examples");
    return;
  }
  if (!read_value(document_.root_, document_.positions_, "", 0) || !skip_blank("")) return;
  if (!at_end()) {
    stop(at_, "", "something stands behind the end of the configuration",
         "remove it, or a bracket too many before it");
    return;
  }
  if (!document_.root_.is_object()) {
    stop(document_.positions_.value, "", "a configuration is an object", "write { \"server\": ... }");
    return;
  }
  document_.valid_ = true;
}

bool DocumentReader::read_value(json& value, Node& node, const std::string& pointer, std::size_t depth) {
  node.value = at_;
  if (node.key == 0) node.key = at_;
  if (depth > kConfigMaxDepth)
    return stop(at_, pointer, "is nested too deeply", "at most 64 levels are allowed");
  if (at_end()) return stop(at_, pointer, "the file ends where a value should be", "write a value");
  if (peek() == '{') return read_object(value, node, pointer, depth);
  if (peek() == '[') return read_array(value, node, pointer, depth);
  if (peek() == '"') {
    std::string text;
    if (!read_string(text, pointer)) return false;
    value = std::move(text);
    return true;
  }
  return read_scalar(value, pointer);
}

bool DocumentReader::read_object(json& value, Node& node, const std::string& pointer, std::size_t depth) {
  const std::size_t opened = at_++;
  value = json::object();
  if (!skip_blank(pointer)) return false;
  bool more = peek() != '}';
  if (!more) ++at_;
  while (more)
    if (!read_member(value, node, pointer, depth) || !read_separator('}', opened, pointer, more))
      return false;
  return true;
}

bool DocumentReader::read_member(json& value, Node& node, const std::string& pointer, std::size_t depth) {
  const std::size_t key_at = at_;
  if (peek() != '"')
    return stop(at_, pointer, "a key in double quotes is expected here", "write \"key\": value");
  std::string key;
  if (!read_string(key, pointer)) return false;
  if (key.size() > kKeyMaxBytes)
    return stop(key_at, pointer, "a key here is longer than 1024 bytes", "shorten it");
  const std::string below = plugin::pointer_below(pointer, key);
  if (!skip_blank(below)) return false;
  if (peek() != ':') return stop(at_, below, "a colon is expected here", "write \"key\": value");
  ++at_;
  if (!skip_blank(below)) return false;
  if (const auto first = node.members.find(key); first != node.members.end()) {
    stop(
        key_at, below,
        "is given twice; the first stands in line " + std::to_string(document_.place(first->second.key).line),
        "keep one of them");
    json second;
    Node ignored;
    return read_value(second, ignored, below, depth + 1);
  }
  Node& member = node.members[key];
  member.key = key_at;
  return read_value(value[key], member, below, depth + 1);
}

bool DocumentReader::read_array(json& value, Node& node, const std::string& pointer, std::size_t depth) {
  const std::size_t opened = at_++;
  value = json::array();
  if (!skip_blank(pointer)) return false;
  bool more = peek() != ']';
  if (!more) ++at_;
  while (more) {
    const std::string below = pointer + "/" + std::to_string(value.size());
    value.push_back(nullptr);
    node.items.emplace_back();
    if (!read_value(value.back(), node.items.back(), below, depth + 1)) return false;
    if (!read_separator(']', opened, pointer, more)) return false;
  }
  return true;
}

// Behind a member or an item: the comma and what follows it, or the closing bracket.
bool DocumentReader::read_separator(char close, std::size_t opened, const std::string& pointer, bool& more) {
  if (!skip_blank(pointer)) return false;
  if (peek() == close) {
    ++at_;
    more = false;
    return true;
  }
  if (at_end())
    return stop(
        at_, pointer,
        "the file ends inside what was opened in line " + std::to_string(document_.place(opened).line),
        std::string("close it with ") + close);
  if (peek() != ',')
    return stop(at_, pointer, std::string("a comma or ") + close + " is expected here",
                "write what is missing before this");
  const std::size_t comma = at_++;
  if (!skip_blank(pointer)) return false;
  if (peek() == close)
    return stop(comma, pointer, "a comma stands before the closing bracket", "remove the comma");
  return true;
}

bool DocumentReader::read_scalar(json& value, const std::string& pointer) {
  const std::size_t start = at_;
  while (!at_end() && is_word(peek())) ++at_;
  const std::string_view token = text_.substr(start, at_ - start);
  value = json::parse(token, nullptr, false);
  if (!value.is_discarded() && !token.empty()) return true;
  value = nullptr;
  return stop(start, pointer, "is not a value",
              "write a number, true, false, null, or text in double quotes");
}

bool DocumentReader::read_string(std::string& text, const std::string& pointer) {
  const std::size_t start = at_++;
  while (!at_end() && peek() != '"') {
    if (static_cast<unsigned char>(peek()) < 0x20)
      return stop(at_, pointer, "text in quotes holds a line break or another control character",
                  "close the quotes, or write \\n for a line break");
    at_ += peek() == '\\' ? 2 : 1;
  }
  if (at_end()) return stop(start, pointer, "these quotes are not closed", "close them with \"");
  ++at_;
  const json parsed = json::parse(text_.substr(start, at_ - start), nullptr, false);
  if (!parsed.is_string())
    return stop(start, pointer, "text in quotes holds a backslash that means nothing",
                "write \\\\ for a backslash, \\\" for quotes, \\u00e9 for a character by number");
  text = parsed.get<std::string>();
  return true;
}

bool DocumentReader::skip_blank(const std::string& pointer) {
  while (!at_end()) {
    const char c = peek();
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      ++at_;
    } else if (text_.substr(at_).starts_with("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (text_.substr(at_).starts_with("/*")) {
      const std::size_t end = text_.find("*/", at_ + 2);
      if (end == std::string_view::npos)
        return stop(at_, pointer, "this comment is not closed", "close it with */");
      at_ = end + 2;
    } else {
      return true;
    }
  }
  return true;
}

}  // namespace baton::policy
