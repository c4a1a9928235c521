// SPDX-License-Identifier: MIT
// addresses.h - whose word is it: addresses to customers, with the store's index behind a bounded memory. A customer who
// is new gets an id at once, so that two words of one newcomer meet on one strand.
#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "host/core/inputs.h"
#include "host/engine/id_source.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

class Addresses {
 public:
  Addresses(ledger::Ledger& ledger, IdSource& ids);

  // Fills in the index of every address. Addresses of another customer than the first known one are taken out: one
  // person's two identities are joined by people, never by guessing (C8). Empty when none is known.
  core::CustomerId find(std::vector<core::Address>& addresses);
  // The same, and a new customer where none is known. Empty only without any address.
  core::CustomerId find_or_make(std::vector<core::Address>& addresses, bool* is_new = nullptr);
  // What a channel taught about a customer (I2). Fills in the indexes; an address of another customer is taken out.
  void learn(const core::CustomerId& customer, std::vector<core::Address>& addresses);
  void set_index(core::Address& address) const;
  // What was remembered of them may be wrong: a commit that claims them was refused. The store is asked anew.
  void forget(const std::vector<core::Address>& addresses);

 private:
  std::optional<std::string> known(const std::string& key);
  void remember(const std::string& key, const std::string& customer);

  ledger::Ledger& ledger_;
  IdSource& ids_;
  const std::string secret_;
  std::mutex mutex_;
  std::list<std::pair<std::string, std::string>> recent_;  // newest first
  std::unordered_map<std::string, std::list<std::pair<std::string, std::string>>::iterator> by_key_;
};

}  // namespace baton::engine
