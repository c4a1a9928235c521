// SPDX-License-Identifier: MIT
#include "host/ledger/key_wrap.h"

#include "host/ledger/crypto.h"

namespace baton::ledger {
namespace {

constexpr std::size_t kMasterBytes = 32;

}  // namespace

std::string wrap_key(std::string_view master, std::string_view bound, std::string_view key) {
  std::string wrapped = random_bytes(kNonceBytes);
  const std::string nonce = wrapped;
  aes_gcm_seal({.key = master, .nonce = nonce, .bound = bound}, key, wrapped);
  return wrapped;
}

std::optional<std::string> unwrap_key(std::string_view master, std::string_view bound, std::string_view wrapped) {
  if (master.size() != kMasterBytes || wrapped.size() < kNonceBytes) return std::nullopt;
  return aes_gcm_open({.key = master, .nonce = wrapped.substr(0, kNonceBytes), .bound = bound},
                      wrapped.substr(kNonceBytes));
}

}  // namespace baton::ledger
