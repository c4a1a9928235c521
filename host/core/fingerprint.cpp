// SPDX-License-Identifier: MIT
#include "host/core/fingerprint.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace baton::core {
namespace {

bool separates(unsigned char byte) {
  const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
  return byte < 0x80 && !letter;  // every byte of a non-ASCII letter belongs to a word
}

}  // namespace

std::uint64_t fingerprint(std::string_view text, const std::function<std::uint64_t(std::string_view)>& hash) {
  std::string lower(text);
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  const std::string_view all = lower;
  constexpr std::size_t kUsualWord = 4;  // letters, and what stands between words
  std::vector<std::uint64_t> words;
  words.reserve(all.size() / kUsualWord);
  for (std::size_t at = 0; at < all.size(); ++at) {
    const auto begin = at;
    while (at < all.size() && !separates(static_cast<unsigned char>(all[at]))) ++at;
    if (at > begin) words.push_back(hash(all.substr(begin, at - begin)));
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return std::accumulate(words.begin(), words.end(), std::uint64_t{0});
}

}  // namespace baton::core
