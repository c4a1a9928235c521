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
  std::vector<std::string> words(1);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (!separates(byte)) words.back().push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : c);
    else if (!words.back().empty()) words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::uint64_t sum = 0;
  for (const auto& word : words) sum += hash(word);
  return sum;
}

}  // namespace baton::core
