// SPDX-License-Identifier: MIT
// lease_table.h - who decides on which stream, while one process owns the store: row locks with an epoch, in memory. Every
// change of holder has a higher epoch than all before it, also over restarts when begun above the last start's.
#pragma once

#include <mutex>
#include <unordered_map>

#include "host/ledger/ledger.h"

namespace baton::ledger {

class LeaseTable {
 public:
  explicit LeaseTable(std::uint64_t first_epoch) : epoch_(first_epoch) {}

  std::optional<Lease> take(const StreamName& stream, const std::string& engine);
  void release(const Lease& lease);
  bool allows(const StreamName& stream, std::uint64_t epoch) const;           // may a commit under this epoch be stored?
  bool held_by_other(const StreamName& stream, const std::string& engine) const;  // `engine` empty: nobody is another

 private:
  mutable std::mutex mutex_;
  std::uint64_t epoch_;
  std::unordered_map<StreamName, Lease> held_;
};

}  // namespace baton::ledger
