// SPDX-License-Identifier: MIT
#include "host/engine/addresses.h"

#include "host/core/addresses.h"
#include "host/ledger/content_key.h"

namespace baton::engine {
namespace {

constexpr std::size_t kRememberedMax = 100000;  // addresses; about 10 MB

}  // namespace

Addresses::Addresses(ledger::Ledger& ledger, IdSource& ids) : ledger_(ledger), ids_(ids), secret_(ledger.address_secret()) {}

void Addresses::set_index(core::Address& address) const {
  const auto text = core::normalised(address.kind, address.value.text);
  address.index = text.empty() ? std::string{} : ledger::address_hash(secret_, core::word(address.kind), text);
}

// REQUIRES: mutex_ is held.
std::optional<std::string> Addresses::known(const std::string& key) {
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second);
    return found->second->second;
  }
  auto stream = ledger_.stream_of_address(key);
  if (stream) remember(key, *stream);
  return stream;
}

// REQUIRES: mutex_ is held.
void Addresses::remember(const std::string& key, const std::string& customer) {
  recent_.emplace_front(key, customer);
  by_key_[key] = recent_.begin();
  if (recent_.size() <= kRememberedMax) return;
  by_key_.erase(recent_.back().first);
  recent_.pop_back();
}

core::CustomerId Addresses::find(std::vector<core::Address>& addresses) {
  const std::lock_guard lock(mutex_);
  std::string customer;
  std::erase_if(addresses, [&](core::Address& address) {
    set_index(address);
    if (address.index.empty()) return true;
    const auto stream = known(address.index);
    if (!stream) return false;
    if (customer.empty()) customer = *stream;
    return *stream != customer;
  });
  if (!customer.empty())
    for (const auto& address : addresses)
      if (!by_key_.contains(address.index)) remember(address.index, customer);
  return {customer};
}

core::CustomerId Addresses::find_or_make(std::vector<core::Address>& addresses, bool* is_new) {
  auto found = find(addresses);
  if (!found.empty() || addresses.empty()) return found;
  const auto made = customer_id(ids_.next());
  const std::lock_guard lock(mutex_);
  for (const auto& address : addresses) {
    const auto other = known(address.index);  // made by another thread between the two looks
    if (other) return {*other};
  }
  for (const auto& address : addresses) remember(address.index, made.value);
  if (is_new != nullptr) *is_new = true;
  return made;
}

void Addresses::learn(const core::CustomerId& customer, std::vector<core::Address>& addresses) {
  const std::lock_guard lock(mutex_);
  std::erase_if(addresses, [&](core::Address& address) {
    set_index(address);
    if (address.index.empty()) return true;
    const auto stream = known(address.index);
    if (!stream) remember(address.index, customer.value);
    return stream && *stream != customer.value;
  });
}

void Addresses::forget(const std::vector<core::Address>& addresses) {
  const std::lock_guard lock(mutex_);
  for (const auto& address : addresses) {
    const auto found = by_key_.find(address.index);
    if (found == by_key_.end()) continue;
    recent_.erase(found->second);
    by_key_.erase(found);
  }
}

}  // namespace baton::engine
