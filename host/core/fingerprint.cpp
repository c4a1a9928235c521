// SPDX-License-Identifier: MIT
#include "host/core/fingerprint.h"

#include <algorithm>
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
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < all.size(); ++at) {
    const auto begin = at;
    while (at < all.size() && !separates(static_cast<unsigned char>(all[at]))) ++at;
    if (at > begin) words.push_back(all.substr(begin, at - begin));
  }
  // Any order will do to find what stands twice, and most words differ in length.
  std::sort(words.begin(), words.end(), [](std::string_view a, std::string_view b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::uint64_t sum = 0;
  for (const auto word : words) sum += hash(word);
  return sum;
}

}  // namespace baton::core
