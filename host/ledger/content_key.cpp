// SPDX-License-Identifier: MIT
#include "host/ledger/content_key.h"

#include <algorithm>
#include <utility>

#include "host/ledger/crypto.h"

namespace baton::ledger {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kDuplicateBytes = 16;
constexpr char kWrapVersion = 1;   // of a stored key: later versions may wrap it under a key of the operator's
constexpr char kSealVersion = 1;

// The two uses of a customer's key must not share key bytes: sealing uses the first half, hashing the second.
std::string_view seal_key(const std::string& key) { return std::string_view(key).substr(0, kKeyBytes); }
std::string_view hash_key(const std::string& key) { return std::string_view(key).substr(kKeyBytes); }

std::string id_bytes(std::int64_t id) {
  std::string bytes(8, '\0');
  auto rest = static_cast<std::uint64_t>(id);
  for (auto& byte : bytes) {
    byte = static_cast<char>(rest & 0xFFU);
    rest >>= 8U;
  }
  return bytes;
}

}  // namespace

// The key of the words is made of that of the hashes and shares no bytes with it.
ContentKey::ContentKey(std::string key) : key_(std::move(key)) {
  const auto words = hmac_sha256(hash_key(key_), "words");
  for (std::size_t i = 0; i < word_key_.size(); ++i) {
    word_key_[i] = 0;
    for (std::size_t byte = 0; byte < 8; ++byte)
      word_key_[i] = word_key_[i] << 8U | static_cast<unsigned char>(words[8 * i + byte]);
  }
}

ContentKey ContentKey::make() { return ContentKey(random_bytes(2 * kKeyBytes)); }

std::optional<ContentKey> ContentKey::unwrap(std::string_view wrapped) {
  if (wrapped.size() != 1 + 2 * kKeyBytes || wrapped.front() != kWrapVersion) return std::nullopt;
  return ContentKey(std::string(wrapped.substr(1)));
}

std::string ContentKey::wrap() const { return kWrapVersion + key_; }

std::string ContentKey::seal(std::int64_t id, std::string_view text) const {
  std::string sealed(1, kSealVersion);
  const auto nonce = random_bytes(kNonceBytes);
  sealed += nonce;
  aes_gcm_seal({.key = seal_key(key_), .nonce = nonce, .bound = id_bytes(id)}, text, sealed);
  return sealed;
}

std::optional<std::string> ContentKey::open(std::int64_t id, std::string_view sealed) const {
  if (sealed.size() < 1 + kNonceBytes + kTagBytes || sealed.front() != kSealVersion) return std::nullopt;
  const auto nonce = sealed.substr(1, kNonceBytes);
  return aes_gcm_open({.key = seal_key(key_), .nonce = nonce, .bound = id_bytes(id)}, sealed.substr(1 + kNonceBytes));
}

std::string ContentKey::hash(std::string_view text) const {
  return to_hex(hmac_sha256(hash_key(key_), text).substr(0, 16));
}

std::uint64_t ContentKey::number(std::string_view word) const { return sip_hash(word_key_, word); }

std::string duplicate_digest(std::string_view connector, std::string_view source_event_id) {
  std::string text;
  text.reserve(connector.size() + 1 + source_event_id.size());
  text.append(connector).append(1, '\0').append(source_event_id);
  return sha256(text).substr(0, kDuplicateBytes);
}

std::string address_hash(std::string_view address_secret, std::string_view kind, std::string_view normalised) {
  std::string text;
  text.append(kind).append(1, '\0').append(normalised);
  return to_hex(hmac_sha256(address_secret, text).substr(0, 16));
}

}  // namespace baton::ledger
