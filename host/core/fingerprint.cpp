// SPDX-License-Identifier: MIT
#include "host/core/fingerprint.h"

#include <algorithm>
#include <vector>

namespace baton::core {
namespace {

bool separates(unsigned char byte) {
  const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
  return byte < 0x80 && !letter;  // every byte of a non-ASCII letter belongs to a word
}

// FNV-1a, a byte at a time.
constexpr std::uint64_t kHashOfNothing = 14695981039346656037ull;
std::uint64_t hashed(std::uint64_t hash, unsigned char byte) { return (hash ^ byte) * 1099511628211ull; }

}  // namespace

std::uint64_t fingerprint(std::string_view text) {
  std::vector<std::uint64_t> words;
  std::uint64_t word = kHashOfNothing;
  bool in_word = false;
  const auto finish = [&] {
    if (in_word) words.push_back(word);
    word = kHashOfNothing;
    in_word = false;
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (separates(byte)) {
      finish();
    } else {
      word = hashed(word, byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte + 32) : byte);
      in_word = true;
    }
  }
  finish();
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::uint64_t sum = 0;
  for (const auto hash : words) sum += hash;
  return sum;
}

}  // namespace baton::core
