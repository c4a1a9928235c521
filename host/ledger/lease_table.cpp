// SPDX-License-Identifier: MIT
#include "host/ledger/lease_table.h"

namespace baton::ledger {

std::optional<Lease> LeaseTable::take(const StreamName& stream, const std::string& engine) {
  const std::lock_guard lock(mutex_);
  const auto known = held_.find(stream);
  if (known == held_.end()) return held_.emplace(stream, Lease{stream, engine, ++epoch_}).first->second;
  if (known->second.engine == engine) return known->second;
  return std::nullopt;
}

void LeaseTable::release(const Lease& lease) {
  const std::lock_guard lock(mutex_);
  const auto known = held_.find(lease.stream);
  if (known != held_.end() && known->second.epoch == lease.epoch) held_.erase(known);
}

bool LeaseTable::allows(const StreamName& stream, std::uint64_t epoch) const {
  if (epoch == 0) return true;
  const std::lock_guard lock(mutex_);
  const auto known = held_.find(stream);
  return known != held_.end() && known->second.epoch == epoch;
}

bool LeaseTable::held_by_other(const StreamName& stream, const std::string& engine) const {
  if (engine.empty()) return false;
  const std::lock_guard lock(mutex_);
  const auto known = held_.find(stream);
  return known != held_.end() && known->second.engine != engine;
}

}  // namespace baton::ledger
