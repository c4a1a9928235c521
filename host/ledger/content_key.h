// SPDX-License-Identifier: MIT
// content_key.h - the key of one customer (C7): seals and opens content, and makes the keyed hashes in the history.
// Erasing the key makes every sealed text unreadable and every hash meaningless, while replay still agrees.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "host/ledger/sip_hash.h"

namespace baton::ledger {

class ContentKey {
 public:
  static ContentKey make();                                            // random
  static std::optional<ContentKey> unwrap(std::string_view wrapped);   // as stored
  std::string wrap() const;

  std::string seal(std::int64_t id, std::string_view text) const;      // AES-256-GCM; the id is authenticated
  std::optional<std::string> open(std::int64_t id, std::string_view sealed) const;  // none: wrong key or damaged
  std::string hash(std::string_view text) const;                       // 32 hex digits of HMAC-SHA256
  std::uint64_t number(std::string_view word) const;                   // keyed as well; cheaper, for many words

 private:
  explicit ContentKey(std::string key);

  std::string key_;
  SipKey word_key_;
};

// 16-byte digest of a duplicate key ("connector\0source event id"), and the keyed hash of a normalised address.
std::string duplicate_digest(std::string_view connector, std::string_view source_event_id);
std::string address_hash(std::string_view address_secret, std::string_view kind, std::string_view normalised);

}  // namespace baton::ledger
