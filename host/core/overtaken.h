// SPDX-License-Identifier: MIT
// overtaken.h - how often each waiting item was overtaken (R6): numbers by arrival, of which all older than one can be
// raised at once, and the oldest that reached a limit can be found. Counting one by one would cost the length of the
// queue for every offer.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace baton::core {

// Blocks of neighbours, each with what is still to be added to all of it: one raise touches one block, and one number
// for each older block, which lie side by side. A tree would do with fewer steps, and wait for memory at each of them.
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
  struct Block {  // never empty
    std::vector<std::int64_t> arrivals;
    std::vector<std::int64_t> counts;
  };
  struct Spot {
    std::size_t block = 0;
    std::size_t at = 0;
  };
  std::optional<Spot> find(std::int64_t arrival) const;
  std::size_t block_for(std::int64_t arrival) const;  // REQUIRES: there is a block
  void measure(std::size_t block);
  void split(std::size_t block);
  void drop(std::size_t block);

  std::vector<Block> blocks_;        // by arrival
  std::vector<std::int64_t> first_;  // of each block: its first arrival,
  std::vector<std::int64_t> later_;  // what is still to be added to all its counts,
  std::vector<std::int64_t> most_;   // and its highest count, that added
  mutable std::int64_t at_most_ = INT64_MIN;  // no count is higher; what it is exactly is found out when it matters
};

}  // namespace baton::core
