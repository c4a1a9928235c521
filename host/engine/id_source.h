// SPDX-License-Identifier: MIT
// id_source.h - ids never given before, taken from the ledger by the block so that an id costs no round trip.
#pragma once

#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <string>

#include "host/ledger/ledger.h"

namespace baton::engine {

class IdSource {
 public:
  explicit IdSource(ledger::Ledger& ledger) : ledger_(ledger) {}

  // Throws std::runtime_error when the store cannot be written: what needs the id is kept undecided, or refused.
  std::int64_t next() {
    constexpr std::int64_t kBlock = 4096;
    const std::lock_guard lock(mutex_);
    if (left_ == 0) {
      next_ = ledger_.allocate_ids(kBlock);
      if (next_ == 0) throw std::runtime_error("the store gives no ids: " + ledger_.health());
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
