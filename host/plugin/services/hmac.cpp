// SPDX-License-Identifier: MIT
// hmac.cpp - see hmac.h. Setting the key costs as much as signing a small webhook, so one context keeps it.
#include "host/plugin/services/hmac.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <mutex>
#include <stdexcept>

namespace baton::plugin {

struct KeyedHmac::State {
  std::mutex mutex;
  EVP_MAC_CTX* context = nullptr;
  ~State() { EVP_MAC_CTX_free(context); }
};

KeyedHmac::KeyedHmac(std::string_view key) : state_(std::make_unique<State>()) {
  EVP_MAC* mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  if (mac != nullptr) state_->context = EVP_MAC_CTX_new(mac);
  EVP_MAC_free(mac);
  char digest[] = "SHA256";
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                               OSSL_PARAM_construct_end()};
  if (state_->context == nullptr || EVP_MAC_init(state_->context, reinterpret_cast<const unsigned char*>(key.data()),
                                                 key.size(), params) != 1)
    throw std::runtime_error("the crypto library offers no HMAC-SHA256");
}

KeyedHmac::~KeyedHmac() = default;

std::optional<Digest> KeyedHmac::sign(std::string_view data) {
  const std::lock_guard lock(state_->mutex);
  Digest digest{};
  std::size_t size = 0;
  // No key: start over with the one the context holds.
  if (EVP_MAC_init(state_->context, nullptr, 0, nullptr) != 1 ||
      EVP_MAC_update(state_->context, reinterpret_cast<const unsigned char*>(data.data()), data.size()) != 1 ||
      EVP_MAC_final(state_->context, digest.data(), &size, digest.size()) != 1 || size != digest.size())
    return std::nullopt;
  return digest;
}

bool equal_digests(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  const auto hash = [](std::string_view text) {
    Digest digest{};
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
      throw std::runtime_error("the crypto library offers no SHA-256");
    return digest;
  };
  const Digest left = hash(a), right = hash(b);
  return CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace baton::plugin
