// SPDX-License-Identifier: MIT
// sweep.h - the shortest part of a script that still shows what the whole one shows.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace baton::sim {

// Halves, quarters, eighths: what can be left out together is left out together; one by one at last, until nothing
// more can go. REQUIRES: `shows(script)`.
template <class Step, class Shows>
std::vector<Step> swept(std::vector<Step> script, Shows shows) {
  for (auto chunk = std::max<std::size_t>(script.size() / 2, 1);;) {
    const auto before = script.size();
    for (std::size_t from = 0; from < script.size();) {
      auto shorter = script;
      const auto begin = shorter.begin() + static_cast<std::ptrdiff_t>(from);
      shorter.erase(begin, begin + static_cast<std::ptrdiff_t>(std::min(chunk, script.size() - from)));
      if (shows(shorter)) script = std::move(shorter);
      else from += chunk;
    }
    if (chunk > 1) chunk /= 2;
    else if (script.size() == before) return script;
  }
}

}  // namespace baton::sim
