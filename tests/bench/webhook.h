// SPDX-License-Identifier: MIT
// webhook.h - signed WhatsApp webhooks as Meta sends them, a kilobyte each, every one with a message id of its own: what
// the load generator sends and the store filler's customers are made from.
#pragma once

#include <openssl/evp.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace baton::bench {

inline constexpr std::string_view kAccount = "100000000000001";  // phone number id of the demo configuration
inline constexpr std::string_view kBusinessAccount = "200000000000001";
inline constexpr std::string_view kSecret = "sandbox-secret";

std::string phone_number(std::int64_t customer);     // digits, as `wa_id` has them
std::string customer_text(std::uint64_t which);      // what customers write: a few questions of everyday length

// HMAC-SHA256 with the key set up once; one thread.
class Signer {
 public:
  explicit Signer(std::string_view secret);
  ~Signer();
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;
  std::string hex(std::string_view body);  // 64 digits

 private:
  EVP_MAC* mac_;
  EVP_MAC_CTX* context_;
};

// Random numbers that are the same for the same seed (splitmix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t state_;
};

std::string message_id(Random& random);  // as random as a real wamid, so that indexes meet them in no order

struct WebhookText {
  std::int64_t customer = 0;
  std::string message_id;
  std::string text;
  std::int64_t unix_s = 0;
};
std::string webhook_body(const WebhookText& what);

}  // namespace baton::bench
