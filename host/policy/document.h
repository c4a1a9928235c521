// SPDX-License-Identifier: MIT
// document.h - JSON with comments, read so that every value and key knows its line and column: a problem is
// only useful where it can be found. Numbers and strings are converted by nlohmann/json; structure and
// messages are ours.
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace baton::policy {

struct Place {
  std::size_t line = 1;
  std::size_t column = 1;  // in characters
};

struct TextProblem {
  Place place;
  std::string pointer;
  std::string what;
  std::string mend;
};

class Document {
 public:
  // Stops at the first error of syntax; keys given twice are problems too, but do not stop it.
  static Document read(std::string text);

  bool valid() const { return valid_; }  // false: `root` is not to be used
  const nlohmann::json& root() const { return root_; }
  const std::vector<TextProblem>& problems() const { return problems_; }

  // Where the value stands; for one that is missing, the nearest thing around it.
  Place place_of_value(std::string_view pointer) const;
  Place place_of_key(std::string_view pointer) const;

 private:
  friend class DocumentReader;

  // Byte offsets, in the shape of the document, so that memory stays proportional to the text.
  struct Node {
    std::size_t key = 0;  // of the value itself where there is no key
    std::size_t value = 0;
    std::map<std::string, Node, std::less<>> members;
    std::vector<Node> items;
  };

  const Node& nearest(std::string_view pointer) const;
  Place place(std::size_t offset) const;

  std::string text_;
  bool valid_ = false;
  nlohmann::json root_;
  Node positions_;
  std::vector<std::size_t> line_starts_;
  std::vector<TextProblem> problems_;
};

}  // namespace baton::policy
