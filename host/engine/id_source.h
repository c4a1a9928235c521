// SPDX-License-Identifier: MIT
// id_source.h - ids never given before, taken from the ledger by the block so that an id costs no round trip.
#pragma once

#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <string>

#include "host/ledger/ledger.h"

namespace baton::engine {

// The store cannot be written: nothing is wrong with what needed the id, and it is tried again.
class NoIds : public std::runtime_error {
 public:
  explicit NoIds(const std::string& health) : std::runtime_error("the store gives no ids: " + health) {}
};

class IdSource {
 public:
  explicit IdSource(ledger::Ledger& ledger) : ledger_(ledger) {}

  // Throws NoIds when the store cannot be written.
  std::int64_t next() {
    constexpr std::int64_t kBlock = 4096;
    const std::lock_guard lock(mutex_);
    if (left_ == 0) {
      next_ = ledger_.allocate_ids(kBlock);
      if (next_ == 0) throw NoIds(ledger_.health());
      left_ = kBlock;
    }
    --left_;
    return next_++;
  }

 private:
  ledger::Ledger& ledger_;
  std::mutex mutex_;
  std::int64_t next_ = 0;
  std::int64_t left_ = 0;
};

// "k" and base 36: short, speakable, and in order of arrival.
inline core::CustomerId customer_id(std::int64_t number) {
  constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string text;
  for (; number > 0; number /= 36) text.insert(text.begin(), kDigits[number % 36]);
  return {"k" + text};
}

}  // namespace baton::engine
