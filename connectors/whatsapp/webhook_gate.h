// SPDX-License-Identifier: MIT
// The door: Meta's verification handshake and the signature of every delivery. Comparing is the host's (it
// holds the secrets); here is only what the requests look like.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace baton::whatsapp {

using SignatureBytes = std::array<std::uint8_t, 32>;

// "sha256=" and 64 hex digits -> 32 bytes.
std::optional<SignatureBytes> read_signature(std::string_view header);

struct Verification {
  std::string mode;
  std::string token;
  std::string challenge;
};

// The hub.* parameters of a query that is still percent-encoded, in any order, dots encoded or not.
Verification read_verification(std::string_view query);

}  // namespace baton::whatsapp
