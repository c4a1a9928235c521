// SPDX-License-Identifier: MIT
// sip_hash.h - SipHash-2-4 (Aumasson, Bernstein: "SipHash: a fast short-input PRF", 2012): a keyed hash of 64 bits for
// texts of a few bytes. libcrypto has it behind an interface that takes several times as long to set up as to compute.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace baton::ledger {

using SipKey = std::array<std::uint64_t, 2>;  // the 16 bytes of the key as two little-endian numbers

std::uint64_t sip_hash(const SipKey& key, std::string_view text);

}  // namespace baton::ledger
