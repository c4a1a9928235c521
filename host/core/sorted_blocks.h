// SPDX-License-Identifier: MIT
// sorted_blocks.h - a map in blocks of neighbours that lie side by side. For queues: most comes at the end and leaves
// near the beginning, and a look at one place must not wait for memory at every step, as it would in a tree.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace baton::core {

template <class Key, class Value>
class SortedBlocks {
 public:
  using Pair = std::pair<Key, Value>;

  // REQUIRES: the key is not in it.
  void insert(const Key& key, Value value) {
    if (blocks_.empty()) {
      blocks_.push_back({{key, std::move(value)}});
      first_.push_back(key);
      return;
    }
    const auto block = block_for(key);
    auto& pairs = blocks_[block];
    pairs.insert(place_in(pairs, key), {key, std::move(value)});
    first_[block] = pairs.front().first;
    if (pairs.size() > kMost) split(block);
  }

  std::optional<Value> erase(const Key& key) {
    if (blocks_.empty()) return std::nullopt;
    const auto block = block_for(key);
    auto& pairs = blocks_[block];
    const auto at = place_in(pairs, key);
    if (at == pairs.end() || at->first != key) return std::nullopt;
    std::optional<Value> had(std::move(at->second));
    pairs.erase(at);
    if (pairs.empty()) {
      blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(block));
      first_.erase(first_.begin() + static_cast<std::ptrdiff_t>(block));
    } else {
      first_[block] = pairs.front().first;
    }
    return had;
  }

  const Value* find(const Key& key) const {
    if (blocks_.empty()) return nullptr;
    const auto& pairs = blocks_[block_for(key)];
    const auto at = std::lower_bound(pairs.begin(), pairs.end(), key, before);
    return at == pairs.end() || at->first != key ? nullptr : &at->second;
  }

  // In order, until `visit` says false; false then.
  template <class Visit>
  bool each(Visit visit) const {
    for (const auto& pairs : blocks_)
      for (const auto& [key, value] : pairs)
        if (!visit(key, value)) return false;
    return true;
  }

 private:
  static constexpr std::size_t kMost = 64;
  using Block = std::vector<Pair>;  // never empty

  static bool before(const Pair& pair, const Key& key) { return pair.first < key; }
  static auto place_in(Block& pairs, const Key& key) {
    return std::lower_bound(pairs.begin(), pairs.end(), key, before);
  }

  // The last block that begins no later, else the first.
  std::size_t block_for(const Key& key) const {
    const auto after = std::upper_bound(first_.begin(), first_.end(), key);
    return after == first_.begin() ? 0 : static_cast<std::size_t>(after - first_.begin()) - 1;
  }

  // Where most comes at the end the older block is left full.
  void split(std::size_t block) {
    const bool last = block + 1 == blocks_.size();
    auto& pairs = blocks_[block];
    const auto from = static_cast<std::ptrdiff_t>(last ? pairs.size() - 1 : pairs.size() / 2);
    Block younger;
    younger.reserve(kMost + 1);
    std::move(pairs.begin() + from, pairs.end(), std::back_inserter(younger));
    pairs.erase(pairs.begin() + from, pairs.end());
    const auto after = static_cast<std::ptrdiff_t>(block + 1);
    first_.insert(first_.begin() + after, younger.front().first);
    blocks_.insert(blocks_.begin() + after, std::move(younger));
  }

  std::vector<Block> blocks_;
  std::vector<Key> first_;  // of each block
};

}  // namespace baton::core
