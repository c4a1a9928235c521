// SPDX-License-Identifier: MIT
// sip_hash_test.cpp - the paper's example, and whatever libcrypto says of random texts under random keys.
#include "host/ledger/sip_hash.h"

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <cstring>
#include <memory>
#include <random>
#include <string>

namespace baton::ledger {
namespace {

SipKey key_of(const std::string& bytes) {
  SipKey key{};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    key[i / 8] |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * (i % 8));
  return key;
}

std::string counted(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i);
  return bytes;
}

std::uint64_t as_libcrypto_has_it(const std::string& key, const std::string& text) {
  const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> mac(EVP_MAC_fetch(nullptr, "SIPHASH", nullptr), EVP_MAC_free);
  const std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context(EVP_MAC_CTX_new(mac.get()), EVP_MAC_CTX_free);
  std::size_t size = 8;
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_size_t(OSSL_MAC_PARAM_SIZE, &size), OSSL_PARAM_construct_end()};
  unsigned char digest[8] = {};
  EXPECT_EQ(EVP_MAC_init(context.get(), reinterpret_cast<const unsigned char*>(key.data()), key.size(), parameters), 1);
  EXPECT_EQ(EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char*>(text.data()), text.size()), 1);
  EXPECT_EQ(EVP_MAC_final(context.get(), digest, &size, sizeof digest), 1);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number |= static_cast<std::uint64_t>(digest[i]) << (8 * i);
  return number;
}

TEST(SipHash, is_the_one_of_the_paper) {
  EXPECT_EQ(sip_hash(key_of(counted(16)), counted(15)), 0xa129ca6149be45e5U);
}

TEST(SipHash, is_what_libcrypto_says_for_every_length) {
  std::mt19937_64 random(3);
  const auto bytes = [&](std::size_t size) {
    std::string text(size, '\0');
    for (auto& byte : text) byte = static_cast<char>(random());
    return text;
  };
  for (std::size_t size = 0; size < 70; ++size) {
    const auto key = bytes(16), text = bytes(size);
    EXPECT_EQ(sip_hash(key_of(key), text), as_libcrypto_has_it(key, text)) << size << " bytes";
  }
}

}  // namespace
}  // namespace baton::ledger
