// SPDX-License-Identifier: MIT
// key_index.h - which of thousands of keys (words, or words that stand together) are in a text: one walk, with a few
// steps into a tree of letters at the beginning of each word. Immutable, safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::policy {

class KeyIndex {
 public:
  KeyIndex() = default;
  // REQUIRES: sorted, none twice, each a blank and more. A key's number is its place.
  explicit KeyIndex(const std::vector<std::string>& keys);

  // The numbers of the keys in the text, in the order of their places; a key that is there twice, twice.
  std::vector<int> find(std::string_view text) const;

 private:
  struct Node {
    char letter = 0;
    std::uint32_t first = 0;  // its children stand together
    std::uint32_t children = 0;
    int key = -1;             // the key that ends here
  };
  struct Part;  // keys that share their first letters

  void add_children(const std::vector<std::string>& keys, std::vector<Part>& parts, std::size_t at);
  const Node* child(const Node& node, char letter) const;

  std::vector<Node> nodes_;                       // the first is the blank that all keys begin with
  std::array<std::uint32_t, 256> begins_with_{};  // its children by their letter; 0: no key begins so
};

}  // namespace baton::policy
