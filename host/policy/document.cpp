// SPDX-License-Identifier: MIT
// document.cpp - positions and the door; the grammar is in document_reader.cpp.
#include "host/policy/document.h"

#include <algorithm>

#include "host/plugin/manifest/text.h"
#include "host/policy/check.h"
#include "host/policy/document_reader.h"

namespace baton::policy {
namespace {

std::vector<std::size_t> starts_of_lines(std::string_view text) {
  std::vector<std::size_t> starts{0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    starts.push_back(at + 1);
  return starts;
}

// "~1" and "~0" of one step of a pointer.
std::string unescaped(std::string_view step) {
  std::string text;
  for (std::size_t i = 0; i < step.size(); ++i) {
    const bool escape = step[i] == '~' && i + 1 < step.size() && (step[i + 1] == '0' || step[i + 1] == '1');
    text += escape ? (step[i + 1] == '1' ? '/' : '~') : step[i];
    if (escape) ++i;
  }
  return text;
}

std::size_t as_index(const std::string& step) {
  if (step.empty() || step.size() > 9 ||
      !std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::string::npos;
  return static_cast<std::size_t>(std::stoul(step));
}

}  // namespace

Document Document::read(std::string text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  Document document;
  document.text_ = std::move(text);
  document.line_starts_ = starts_of_lines(document.text_);
  if (document.text_.size() > kConfigMaxBytes) {
    document.problems_.push_back(
        {{}, "", "the file is larger than 1 MiB", "shorten it; long texts belong to templates"});
    return document;
  }
  for (std::size_t line = 0; line < document.line_starts_.size(); ++line) {
    const std::size_t begin = document.line_starts_[line];
    const std::size_t end =
        line + 1 < document.line_starts_.size() ? document.line_starts_[line + 1] : document.text_.size();
    if (plugin::is_utf8(std::string_view(document.text_).substr(begin, end - begin))) continue;
    document.problems_.push_back(
        {{line + 1, 1}, "", "this line is not valid UTF-8", "save the file as UTF-8"});
    return document;
  }
  DocumentReader(document).read();
  return document;
}

const Document::Node& Document::nearest(std::string_view pointer) const {
  const Node* node = &positions_;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    const std::string step = unescaped(pointer.substr(0, end));
    pointer.remove_prefix(end);
    if (const auto member = node->members.find(step); member != node->members.end())
      node = &member->second;
    else if (const std::size_t index = as_index(step); index < node->items.size())
      node = &node->items[index];
    else
      break;
  }
  return *node;
}

Place Document::place(std::size_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const std::size_t line = static_cast<std::size_t>(after - line_starts_.begin());
  const std::size_t start = line_starts_[line - 1];
  return {line, plugin::code_point_count(std::string_view(text_).substr(start, offset - start)) + 1};
}

Place Document::place_of_value(std::string_view pointer) const { return place(nearest(pointer).value); }
Place Document::place_of_key(std::string_view pointer) const { return place(nearest(pointer).key); }

}  // namespace baton::policy
