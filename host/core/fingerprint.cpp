// SPDX-License-Identifier: MIT
#include "host/core/fingerprint.h"

#include <set>
#include <string>

namespace baton::core {
namespace {

bool separates(unsigned char byte) {
  const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
  return byte < 0x80 && !letter;  // every byte of a non-ASCII letter belongs to a word
}

std::uint64_t fnv1a(std::string_view word) {
  std::uint64_t hash = 14695981039346656037ull;
  for (const unsigned char byte : word) hash = (hash ^ byte) * 1099511628211ull;
  return hash;
}

}  // namespace

std::uint64_t fingerprint(std::string_view text) {
  std::set<std::uint64_t> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.insert(fnv1a(word));
    word.clear();
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (separates(byte)) {
      finish();
    } else {
      word.push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : c);
    }
  }
  finish();
  std::uint64_t sum = 0;
  for (const auto hash : words) sum += hash;
  return sum;
}

}  // namespace baton::core
