// SPDX-License-Identifier: MIT
#include "host/core/overtaken.h"

#include <algorithm>
#include <utility>

namespace baton::core {
namespace {

// splitmix64: spreads arrivals, which come in order, so that the tree stays shallow.
std::uint64_t height_of(std::int64_t arrival) {
  auto x = static_cast<std::uint64_t>(arrival) + 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace

Overtaken::Index Overtaken::make(std::int64_t arrival, std::int64_t count) {
  Index i = kNone;
  if (free_.empty()) {
    i = static_cast<Index>(nodes_.size());
    nodes_.emplace_back();
  } else {
    i = free_.back();
    free_.pop_back();
  }
  at(i) = Node{arrival, count, count, 0, kNone, kNone};
  return i;
}

void Overtaken::add(Index i, std::int64_t n) {
  if (i == kNone) return;
  at(i).count += n;
  at(i).most += n;
  at(i).later += n;
}

void Overtaken::push_down(Index i) {
  add(at(i).left, at(i).later);
  add(at(i).right, at(i).later);
  at(i).later = 0;
}

void Overtaken::pull_up(Index i) {
  auto& node = at(i);
  node.most = node.count;
  if (node.left != kNone) node.most = std::max(node.most, at(node.left).most + node.later);
  if (node.right != kNone) node.most = std::max(node.most, at(node.right).most + node.later);
}

std::pair<Overtaken::Index, Overtaken::Index> Overtaken::split(Index i, std::int64_t arrival) {
  if (i == kNone) return {kNone, kNone};
  push_down(i);
  if (at(i).arrival < arrival) {
    const auto [older, younger] = split(at(i).right, arrival);
    at(i).right = older;
    pull_up(i);
    return {i, younger};
  }
  const auto [older, younger] = split(at(i).left, arrival);
  at(i).left = younger;
  pull_up(i);
  return {older, i};
}

Overtaken::Index Overtaken::merge(Index older, Index younger) {
  if (older == kNone) return younger;
  if (younger == kNone) return older;
  if (height_of(at(older).arrival) > height_of(at(younger).arrival)) {
    push_down(older);
    const auto right = merge(at(older).right, younger);
    at(older).right = right;
    pull_up(older);
    return older;
  }
  push_down(younger);
  const auto left = merge(older, at(younger).left);
  at(younger).left = left;
  pull_up(younger);
  return younger;
}

void Overtaken::insert(std::int64_t arrival, std::int64_t count) { root_ = put_below(root_, make(arrival, count)); }

Overtaken::Index Overtaken::put_below(Index i, Index made) {
  if (i == kNone) return made;
  const auto arrival = at(made).arrival;
  if (height_of(arrival) > height_of(at(i).arrival)) {
    const auto [older, younger] = split(i, arrival);
    at(made).left = older;
    at(made).right = younger;
    pull_up(made);
    return made;
  }
  push_down(i);
  if (arrival < at(i).arrival) at(i).left = put_below(at(i).left, made);
  else at(i).right = put_below(at(i).right, made);
  pull_up(i);
  return i;
}

std::optional<std::int64_t> Overtaken::erase(std::int64_t arrival) {
  Index taken = kNone;
  root_ = take_below(root_, arrival, taken);
  if (taken == kNone) return std::nullopt;
  free_.push_back(taken);
  return at(taken).count;
}

Overtaken::Index Overtaken::take_below(Index i, std::int64_t arrival, Index& taken) {
  if (i == kNone) return kNone;
  push_down(i);
  if (at(i).arrival == arrival) {
    taken = i;
    return merge(at(i).left, at(i).right);
  }
  if (arrival < at(i).arrival) at(i).left = take_below(at(i).left, arrival, taken);
  else at(i).right = take_below(at(i).right, arrival, taken);
  pull_up(i);
  return i;
}

void Overtaken::raise_older_than(std::int64_t arrival) { raise_below(root_, arrival); }

void Overtaken::raise_below(Index i, std::int64_t arrival) {
  if (i == kNone) return;
  if (at(i).arrival < arrival) {
    ++at(i).count;
    add(at(i).left, 1);
    raise_below(at(i).right, arrival);
  } else {
    raise_below(at(i).left, arrival);
  }
  pull_up(i);
}

void Overtaken::lower(std::int64_t arrival) {
  if (const auto had = erase(arrival)) insert(arrival, *had - 1);
}

std::int64_t Overtaken::count(std::int64_t arrival) const {
  std::int64_t above = 0;
  for (auto i = root_; i != kNone;) {
    const auto& node = at(i);
    if (node.arrival == arrival) return node.count + above;
    above += node.later;
    i = arrival < node.arrival ? node.left : node.right;
  }
  return 0;
}

std::optional<std::int64_t> Overtaken::oldest_at(std::int64_t limit, std::int64_t after) const {
  return oldest_at(root_, limit, after, 0);
}

// Goes down only where the most says that one may be found: a branch that is wholly after `after` never disappoints.
std::optional<std::int64_t> Overtaken::oldest_at(Index i, std::int64_t limit, std::int64_t after,
                                                 std::int64_t above) const {
  if (i == kNone || at(i).most + above < limit) return std::nullopt;
  const auto& node = at(i);
  const auto below = above + node.later;
  if (node.arrival > after) {
    if (const auto found = oldest_at(node.left, limit, after, below)) return found;
    if (node.count + above >= limit) return node.arrival;
  }
  return oldest_at(node.right, limit, after, below);
}

}  // namespace baton::core
