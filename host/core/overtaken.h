// SPDX-License-Identifier: MIT
// overtaken.h - how often each waiting item was overtaken (R6): numbers by arrival, of which all older than one can be
// raised at once, and the oldest that reached a limit can be found, each in logarithmic time. Counting one by one would
// cost the length of the queue for every offer.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace baton::core {

// A treap with its sums put off: a node's `later` is still to be added to everything below it. Which node stands above
// which follows from the arrival alone, so the same items always make the same tree.
class Overtaken {
 public:
  // REQUIRES: `arrival` is not in it.
  void insert(std::int64_t arrival, std::int64_t count);
  // The count it had; nothing where it is not in it.
  std::optional<std::int64_t> erase(std::int64_t arrival);
  void raise_older_than(std::int64_t arrival);
  void lower(std::int64_t arrival);  // one that could not have been taken is not overtaken
  std::int64_t count(std::int64_t arrival) const;
  // The oldest that arrived after `after` and has at least `limit`.
  std::optional<std::int64_t> oldest_at(std::int64_t limit, std::int64_t after) const;

 private:
  using Index = std::int32_t;
  static constexpr Index kNone = -1;
  struct Node {
    std::int64_t arrival = 0;
    std::int64_t count = 0;
    std::int64_t most = 0;   // of the count of this node and of all below it
    std::int64_t later = 0;  // to be added to all below it; its own count and most have it already
    Index left = kNone, right = kNone;
  };

  Node& at(Index i) { return nodes_[static_cast<std::size_t>(i)]; }
  const Node& at(Index i) const { return nodes_[static_cast<std::size_t>(i)]; }
  Index make(std::int64_t arrival, std::int64_t count);
  void add(Index i, std::int64_t n);
  void push_down(Index i);
  void pull_up(Index i);
  // Those that arrived before `arrival`, and the others.
  std::pair<Index, Index> split(Index i, std::int64_t arrival);
  Index merge(Index older, Index younger);
  Index put_below(Index i, Index made);
  Index take_below(Index i, std::int64_t arrival, Index& taken);
  void raise_below(Index i, std::int64_t arrival);
  std::optional<std::int64_t> oldest_at(Index i, std::int64_t limit, std::int64_t after, std::int64_t above) const;

  std::vector<Node> nodes_;
  std::vector<Index> free_;
  Index root_ = kNone;
};

}  // namespace baton::core
