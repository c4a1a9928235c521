// SPDX-License-Identifier: MIT
#include "host/core/overtaken.h"

#include <algorithm>
#include <iterator>

namespace baton::core {
namespace {

constexpr std::size_t kBlockMost = 128;

std::ptrdiff_t step(std::size_t n) { return static_cast<std::ptrdiff_t>(n); }

}  // namespace

// The last block that begins no later, else the first.
std::size_t Overtaken::block_for(std::int64_t arrival) const {
  const auto after = std::upper_bound(first_.begin(), first_.end(), arrival);
  return after == first_.begin() ? 0 : static_cast<std::size_t>(std::distance(first_.begin(), after)) - 1;
}

std::optional<Overtaken::Spot> Overtaken::find(std::int64_t arrival) const {
  if (blocks_.empty()) return std::nullopt;
  const auto block = block_for(arrival);
  const auto& arrivals = blocks_[block].arrivals;
  const auto at = std::lower_bound(arrivals.begin(), arrivals.end(), arrival);
  if (at == arrivals.end() || *at != arrival) return std::nullopt;
  return Spot{block, static_cast<std::size_t>(std::distance(arrivals.begin(), at))};
}

void Overtaken::measure(std::size_t block) {
  const auto& counts = blocks_[block].counts;
  most_[block] = *std::max_element(counts.begin(), counts.end()) + later_[block];
  at_most_ = std::max(at_most_, most_[block]);
}

void Overtaken::insert(std::int64_t arrival, std::int64_t count) {
  if (blocks_.empty()) {
    blocks_.push_back({{arrival}, {count}});
    first_.push_back(arrival);
    later_.push_back(0);
    most_.push_back(count);
    at_most_ = count;
    return;
  }
  const auto block = block_for(arrival);
  auto& [arrivals, counts] = blocks_[block];
  const auto at = std::lower_bound(arrivals.begin(), arrivals.end(), arrival);
  counts.insert(counts.begin() + std::distance(arrivals.begin(), at), count - later_[block]);
  arrivals.insert(at, arrival);
  first_[block] = arrivals.front();
  most_[block] = std::max(most_[block], count);
  at_most_ = std::max(at_most_, count);
  if (arrivals.size() > kBlockMost) split(block);
}

// Most come at the end: the older block is left full.
void Overtaken::split(std::size_t block) {
  const bool last = block + 1 == blocks_.size();
  auto& [arrivals, counts] = blocks_[block];
  const auto from = step(last ? arrivals.size() - 1 : arrivals.size() / 2);
  Block younger{{arrivals.begin() + from, arrivals.end()}, {counts.begin() + from, counts.end()}};
  arrivals.erase(arrivals.begin() + from, arrivals.end());
  counts.erase(counts.begin() + from, counts.end());
  const auto after = step(block + 1);
  first_.insert(first_.begin() + after, younger.arrivals.front());
  later_.insert(later_.begin() + after, later_[block]);
  most_.insert(most_.begin() + after, 0);
  blocks_.insert(blocks_.begin() + after, std::move(younger));
  measure(block);
  measure(block + 1);
}

void Overtaken::drop(std::size_t block) {
  blocks_.erase(blocks_.begin() + step(block));
  first_.erase(first_.begin() + step(block));
  later_.erase(later_.begin() + step(block));
  most_.erase(most_.begin() + step(block));
}

std::optional<std::int64_t> Overtaken::erase(std::int64_t arrival) {
  const auto spot = find(arrival);
  if (!spot) return std::nullopt;
  auto& [arrivals, counts] = blocks_[spot->block];
  const auto had = counts[spot->at] + later_[spot->block];
  arrivals.erase(arrivals.begin() + step(spot->at));
  counts.erase(counts.begin() + step(spot->at));
  if (arrivals.empty()) {
    drop(spot->block);
    return had;
  }
  first_[spot->block] = arrivals.front();
  if (had == most_[spot->block]) measure(spot->block);
  return had;
}

void Overtaken::raise_older_than(std::int64_t arrival) {
  if (blocks_.empty() || first_.front() >= arrival) return;
  const auto block = block_for(arrival - 1);
  for (std::size_t i = 0; i < block; ++i) ++later_[i];
  for (std::size_t i = 0; i < block; ++i) ++most_[i];
  auto& [arrivals, counts] = blocks_[block];
  const auto end = std::lower_bound(arrivals.begin(), arrivals.end(), arrival);
  const auto older = static_cast<std::size_t>(std::distance(arrivals.begin(), end));
  for (std::size_t i = 0; i < older; ++i) ++counts[i];
  ++at_most_;
  measure(block);
}

void Overtaken::lower(std::int64_t arrival) {
  const auto spot = find(arrival);
  if (!spot) return;
  --blocks_[spot->block].counts[spot->at];
  measure(spot->block);
}

std::int64_t Overtaken::count(std::int64_t arrival) const {
  const auto spot = find(arrival);
  return spot ? blocks_[spot->block].counts[spot->at] + later_[spot->block] : 0;
}

std::optional<std::int64_t> Overtaken::oldest_at(std::int64_t limit, std::int64_t after) const {
  if (blocks_.empty() || at_most_ < limit) return std::nullopt;
  at_most_ = *std::max_element(most_.begin(), most_.end());
  if (at_most_ < limit) return std::nullopt;
  for (auto block = block_for(after); block < blocks_.size(); ++block) {
    if (most_[block] < limit) continue;
    const auto& [arrivals, counts] = blocks_[block];
    for (std::size_t i = 0; i < arrivals.size(); ++i)
      if (arrivals[i] > after && counts[i] + later_[block] >= limit) return arrivals[i];
  }
  return std::nullopt;
}

}  // namespace baton::core
