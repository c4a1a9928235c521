// SPDX-License-Identifier: MIT
#include "host/ledger/sip_hash.h"

#include <bit>
#include <cstddef>

namespace baton::ledger {
namespace {

struct State {
  std::uint64_t v0, v1, v2, v3;

  void rounds(int count) {
    for (; count > 0; --count) {
      v0 += v1, v2 += v3;
      v1 = std::rotl(v1, 13) ^ v0, v3 = std::rotl(v3, 16) ^ v2;
      v0 = std::rotl(v0, 32);
      v2 += v1, v0 += v3;
      v1 = std::rotl(v1, 17) ^ v2, v3 = std::rotl(v3, 21) ^ v0;
      v2 = std::rotl(v2, 32);
    }
  }
};

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    number |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return number;
}

}  // namespace

std::uint64_t sip_hash(const SipKey& key, std::string_view text) {
  constexpr std::size_t kWord = 8;
  State state{key[0] ^ 0x736f6d6570736575U, key[1] ^ 0x646f72616e646f6dU, key[0] ^ 0x6c7967656e657261U,
              key[1] ^ 0x7465646279746573U};
  const auto take = [&](std::uint64_t word) {
    state.v3 ^= word;
    state.rounds(2);
    state.v0 ^= word;
  };
  const auto length = static_cast<std::uint64_t>(text.size());
  for (; text.size() >= kWord; text.remove_prefix(kWord)) take(little_endian(text.substr(0, kWord)));
  take(little_endian(text) | length << 56U);
  state.v2 ^= 0xffU;
  state.rounds(4);
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

}  // namespace baton::ledger
