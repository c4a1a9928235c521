// SPDX-License-Identifier: MIT
// crypto.h - the few primitives of the ledger, over OpenSSL's EVP, with one reused context per thread: at ingest rates
// making the contexts costs more than the ciphers. Failure of the library itself (no memory, no entropy) throws.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace baton::ledger {

inline constexpr std::size_t kNonceBytes = 12;
inline constexpr std::size_t kTagBytes = 16;

struct SealArguments {
  std::string_view key;    // 32 bytes
  std::string_view nonce;  // 12 bytes, never twice under one key
  std::string_view bound;  // authenticated with the text, not part of it
};

std::string random_bytes(std::size_t count);
std::string sha256(std::string_view text);                            // 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view text);  // 32 bytes
std::string to_hex(std::string_view bytes);

void aes_gcm_seal(const SealArguments& with, std::string_view text, std::string& out);  // appends ciphertext and tag
std::optional<std::string> aes_gcm_open(const SealArguments& with, std::string_view sealed);

// SHA-256 of what comes piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  std::string finish();  // 32 bytes, once

 private:
  void* context_;
};

}  // namespace baton::ledger
