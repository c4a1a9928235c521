// SPDX-License-Identifier: MIT
#include "host/policy/key_index.h"

#include <algorithm>

namespace baton::policy {

struct KeyIndex::Part {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t letters = 0;  // that they share, the blank among them
};

// Level after level, so that the children of a node stand together.
KeyIndex::KeyIndex(const std::vector<std::string>& keys) {
  if (keys.empty()) return;
  std::vector<Part> parts{{0, keys.size(), 1}};  // by node
  nodes_.push_back({' ', 0, 0, -1});
  for (std::size_t at = 0; at < nodes_.size(); ++at) add_children(keys, parts, at);
  for (auto i = nodes_[0].first; i < nodes_[0].first + nodes_[0].children; ++i)
    begins_with_[static_cast<unsigned char>(nodes_[i].letter)] = i;
}

void KeyIndex::add_children(const std::vector<std::string>& keys, std::vector<Part>& parts, std::size_t at) {
  const auto part = parts[at];
  auto begin = part.begin;
  if (keys[begin].size() == part.letters) nodes_[at].key = static_cast<int>(begin++);
  nodes_[at].first = static_cast<std::uint32_t>(nodes_.size());
  while (begin < part.end) {
    const char letter = keys[begin][part.letters];
    auto end = begin;
    while (end < part.end && keys[end][part.letters] == letter) ++end;
    nodes_.push_back({letter, 0, 0, -1});
    parts.push_back({begin, end, part.letters + 1});
    ++nodes_[at].children;
    begin = end;
  }
}

const KeyIndex::Node* KeyIndex::child(const Node& node, char letter) const {
  const auto* first = nodes_.data() + node.first;
  const auto* end = first + node.children;
  const auto* found = std::find_if(first, end, [&](const Node& one) { return one.letter == letter; });
  return found == end ? nullptr : found;
}

std::vector<int> KeyIndex::find(std::string_view text) const {
  constexpr std::size_t kUsual = 64;
  std::vector<int> found;
  found.reserve(kUsual);
  for (auto at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    if (at + 1 == text.size()) break;
    const auto begin = begins_with_[static_cast<unsigned char>(text[at + 1])];
    const auto* node = begin == 0 ? nullptr : &nodes_[begin];
    for (auto next = at + 2; node != nullptr; ++next) {
      if (node->key >= 0) found.push_back(node->key);
      node = next < text.size() ? child(*node, text[next]) : nullptr;
    }
  }
  return found;
}

}  // namespace baton::policy
