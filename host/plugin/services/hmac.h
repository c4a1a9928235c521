// SPDX-License-Identifier: MIT
// hmac.h - HMAC-SHA256 with the key schedule done once, and comparisons whose time tells nothing.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace baton::plugin {

using Digest = std::array<std::uint8_t, 32>;

// Thread-safe; calls take turns.
class KeyedHmac {
 public:
  explicit KeyedHmac(std::string_view key);  // throws std::runtime_error when the crypto library refuses
  ~KeyedHmac();
  KeyedHmac(const KeyedHmac&) = delete;
  KeyedHmac& operator=(const KeyedHmac&) = delete;

  std::optional<Digest> sign(std::string_view data);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Tells neither content nor length by its time.
bool equal_in_constant_time(std::string_view a, std::string_view b);
// The same for digests, whose length is no secret.
bool equal_digests(std::string_view a, std::string_view b);

}  // namespace baton::plugin
