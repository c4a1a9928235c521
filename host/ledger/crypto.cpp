// SPDX-License-Identifier: MIT
#include "host/ledger/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace baton::ledger {
namespace {

constexpr std::size_t kDigestBytes = 32;
constexpr std::size_t kHmacBlockBytes = 64;

void require(int result) {
  if (result != 1) throw std::runtime_error("ledger: the cryptography library failed");
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text, std::size_t at) { return reinterpret_cast<unsigned char*>(text.data() + at); }

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Fetched once per process: implicit fetching by EVP_sha256() takes locks at every use.
const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return method;
}
const EVP_CIPHER* aes_method() {
  static const EVP_CIPHER* const method = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return method;
}

EVP_CIPHER_CTX* cipher_context() {
  thread_local const std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> context(EVP_CIPHER_CTX_new());
  return context.get();
}
EVP_MD_CTX* digest_context() {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeDigest> context(EVP_MD_CTX_new());
  return context.get();
}

std::string digest_of(std::initializer_list<std::string_view> parts) {
  auto* context = digest_context();
  require(EVP_DigestInit_ex2(context, sha256_method(), nullptr));
  for (const auto part : parts) require(EVP_DigestUpdate(context, part.data(), part.size()));
  std::string digest(kDigestBytes, '\0');
  require(EVP_DigestFinal_ex(context, bytes_of(digest, 0), nullptr));
  return digest;
}

}  // namespace

// A few bytes cost as much as many, so short ones are cut from a stock of this thread's and are gone from it.
std::string random_bytes(std::size_t count) {
  constexpr std::size_t kStock = 1024;
  constexpr std::size_t kShort = 16;  // nonces and names; keys are drawn by themselves
  if (count > kShort) {
    std::string bytes(count, '\0');
    require(RAND_bytes(bytes_of(bytes, 0), static_cast<int>(count)));
    return bytes;
  }
  thread_local std::string stock;
  if (stock.size() < count) {
    stock.assign(kStock, '\0');
    require(RAND_bytes(bytes_of(stock, 0), static_cast<int>(stock.size())));
  }
  std::string bytes = stock.substr(stock.size() - count);
  OPENSSL_cleanse(stock.data() + stock.size() - count, count);
  stock.resize(stock.size() - count);
  return bytes;
}

std::string sha256(std::string_view text) { return digest_of({text}); }

// RFC 2104 by hand: the two inner blocks cost less than setting up an EVP_MAC for each short text.
std::string hmac_sha256(std::string_view key, std::string_view text) {
  const auto shortened = key.size() > kHmacBlockBytes ? sha256(key) : std::string(key);
  std::array<char, kHmacBlockBytes> inner{};
  std::array<char, kHmacBlockBytes> outer{};
  for (std::size_t i = 0; i < kHmacBlockBytes; ++i) {
    const auto byte = i < shortened.size() ? static_cast<unsigned char>(shortened[i]) : std::uint8_t{0};
    inner[i] = static_cast<char>(byte ^ 0x36U);
    outer[i] = static_cast<char>(byte ^ 0x5CU);
  }
  const auto first = digest_of({std::string_view(inner.data(), inner.size()), text});
  return digest_of({std::string_view(outer.data(), outer.size()), first});
}

std::string to_hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

void aes_gcm_seal(const SealArguments& with, std::string_view text, std::string& out) {
  auto* context = cipher_context();
  int written = 0;
  require(EVP_EncryptInit_ex2(context, aes_method(), bytes_of(with.key), bytes_of(with.nonce), nullptr));
  require(EVP_EncryptUpdate(context, nullptr, &written, bytes_of(with.bound), static_cast<int>(with.bound.size())));
  const auto start = out.size();
  out.resize(start + text.size() + kTagBytes);
  require(EVP_EncryptUpdate(context, bytes_of(out, start), &written, bytes_of(text), static_cast<int>(text.size())));
  require(EVP_EncryptFinal_ex(context, bytes_of(out, start + text.size()), &written));
  require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, static_cast<int>(kTagBytes),
                              bytes_of(out, start + text.size())));
}

std::optional<std::string> aes_gcm_open(const SealArguments& with, std::string_view sealed) {
  if (sealed.size() < kTagBytes) return std::nullopt;
  const auto body = sealed.substr(0, sealed.size() - kTagBytes);
  std::string tag(sealed.substr(body.size()));
  auto* context = cipher_context();
  int written = 0;
  require(EVP_DecryptInit_ex2(context, aes_method(), bytes_of(with.key), bytes_of(with.nonce), nullptr));
  require(EVP_DecryptUpdate(context, nullptr, &written, bytes_of(with.bound), static_cast<int>(with.bound.size())));
  std::string text(body.size() + 1, '\0');  // one byte more: the pointer must be valid for empty texts too
  require(EVP_DecryptUpdate(context, bytes_of(text, 0), &written, bytes_of(body), static_cast<int>(body.size())));
  require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, static_cast<int>(kTagBytes), tag.data()));
  if (EVP_DecryptFinal_ex(context, bytes_of(text, body.size()), &written) != 1) return std::nullopt;
  text.resize(body.size());
  return text;
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  require(EVP_DigestInit_ex2(static_cast<EVP_MD_CTX*>(context_), sha256_method(), nullptr));
}
Sha256::~Sha256() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

void Sha256::add(std::string_view bytes) {
  require(EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes.data(), bytes.size()));
}

std::string Sha256::finish() {
  std::string digest(kDigestBytes, '\0');
  require(EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), bytes_of(digest, 0), nullptr));
  return digest;
}

}  // namespace baton::ledger
