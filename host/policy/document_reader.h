// SPDX-License-Identifier: MIT
// document_reader.h - the grammar of JSON with comments. Used by document.cpp alone.
#pragma once

#include <string>
#include <string_view>

#include "host/policy/document.h"

namespace baton::policy {

class DocumentReader {
 public:
  // REQUIRES: the document's text is valid UTF-8 without a byte order mark.
  explicit DocumentReader(Document& document) : document_(document), text_(document.text_) {}
  void read();

 private:
  using Node = Document::Node;

  // Each returns false when reading has to stop; the problem has been noted.
  bool read_value(nlohmann::json& value, Node& node, const std::string& pointer, std::size_t depth);
  bool read_object(nlohmann::json& value, Node& node, const std::string& pointer, std::size_t depth);
  bool read_member(nlohmann::json& value, Node& node, const std::string& pointer, std::size_t depth);
  bool read_array(nlohmann::json& value, Node& node, const std::string& pointer, std::size_t depth);
  bool read_scalar(nlohmann::json& value, const std::string& pointer);
  bool read_string(std::string& text, const std::string& pointer);
  bool read_separator(char close, std::size_t opened, const std::string& pointer, bool& more);
  bool skip_blank(const std::string& pointer);  // white space and comments

  bool stop(std::size_t offset, const std::string& pointer, std::string what, std::string mend);
  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }

  Document& document_;
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace baton::policy
