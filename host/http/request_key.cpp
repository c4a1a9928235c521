// SPDX-License-Identifier: MIT
#include "host/http/request_key.h"

#include "host/ledger/crypto.h"

namespace baton::http {
namespace {

std::string derived(std::string_view purpose, const std::string& key, const std::string& text) {
  return ledger::hmac_sha256(ledger::hmac_sha256(key, purpose), text);
}

}  // namespace

RequestKey::RequestKey(std::string_view token, const net::Request& request) {
  const auto given = request.header("idempotency-key");
  if (given.empty()) return;
  const auto key = std::string(token) + "\n" + std::string(given);
  const auto asked = request.path + "\n" + request.body;
  name_ = ledger::to_hex(ledger::sha256(key));
  digest_ = ledger::to_hex(derived("digest", key, asked));
  secret_ = derived("answer", key, asked);
}

std::string RequestKey::seal(std::string_view answer) const {
  auto sealed = ledger::random_bytes(ledger::kNonceBytes);
  const auto nonce = sealed;
  ledger::aes_gcm_seal({secret_, nonce, name_}, answer, sealed);
  return sealed;
}

std::optional<std::string> RequestKey::open(std::string_view kept) const {
  if (kept.size() < ledger::kNonceBytes + ledger::kTagBytes) return std::nullopt;
  return ledger::aes_gcm_open({secret_, kept.substr(0, ledger::kNonceBytes), name_}, kept.substr(ledger::kNonceBytes));
}

}  // namespace baton::http
