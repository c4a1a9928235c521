// SPDX-License-Identifier: MIT
#include "host/ledger/blob_frames.h"

#include "host/ledger/crypto.h"

namespace baton::ledger {
namespace {

// The number of the frame: never twice under one key, because each blob has a key of its own and is written once.
std::string nonce_of(std::int64_t frame) {
  std::string nonce(kNonceBytes, '\0');
  auto rest = static_cast<std::uint64_t>(frame);
  for (std::size_t i = 0; i < 8; ++i) {
    nonce[i] = static_cast<char>(rest & 0xFFU);
    rest >>= 8U;
  }
  return nonce;
}

}  // namespace

std::int64_t sealed_frame_bytes() { return kFrameBytes + static_cast<std::int64_t>(kTagBytes); }

void seal_frame(std::string_view key, std::string_view blob_id, std::int64_t frame, std::string_view text,
                std::string& out) {
  const auto nonce = nonce_of(frame);
  aes_gcm_seal({.key = key, .nonce = nonce, .bound = blob_id}, text, out);
}

std::optional<std::string> open_frame(std::string_view key, std::string_view blob_id, std::int64_t frame,
                                      std::string_view sealed) {
  const auto nonce = nonce_of(frame);
  return aes_gcm_open({.key = key, .nonce = nonce, .bound = blob_id}, sealed);
}

}  // namespace baton::ledger
