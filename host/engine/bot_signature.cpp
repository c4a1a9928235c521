// SPDX-License-Identifier: MIT
#include "host/engine/bot_signature.h"

#include <array>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace baton::engine {

std::string bot_signature(std::string_view secret, std::string_view body) {
  constexpr char kHex[] = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest.data(), &size);
  std::string text = "sha256=";
  for (unsigned int i = 0; i < size; ++i) {
    text.push_back(kHex[digest[i] >> 4]);
    text.push_back(kHex[digest[i] & 15]);
  }
  return text;
}

}  // namespace baton::engine
