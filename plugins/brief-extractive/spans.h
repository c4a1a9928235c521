// SPDX-License-Identifier: MIT
// Finds of one message that never overlap: the first to claim a piece of text keeps it.
#pragma once

#include <algorithm>
#include <vector>

#include "scan.h"

namespace baton::brief {

class Spans {
 public:
  bool free(std::size_t begin, std::size_t end) const {
    return std::none_of(found_.begin(), found_.end(),
                        [&](const Found& f) { return begin < f.end && f.begin < end; });
  }

  void add(Found found) {
    if (found_.size() < kFindsMax && found.begin < found.end && free(found.begin, found.end)) {
      found_.push_back(std::move(found));
    }
  }

  std::vector<Found> sorted() const {
    std::vector<Found> out = found_;
    std::sort(out.begin(), out.end(), [](const Found& a, const Found& b) { return a.begin < b.begin; });
    return out;
  }

 private:
  // More facts than this in one message is a log, and a brief has room for fewer anyway.
  static constexpr std::size_t kFindsMax = 64;
  std::vector<Found> found_;
};

}  // namespace baton::brief
