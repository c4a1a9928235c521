// SPDX-License-Identifier: MIT
// in_flight.h - what a runner has been given and not finished, so that it is known what it crashed over.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include <baton/types.h>

#include "host/bridge/suspects.h"

namespace baton::bridge {

class InFlight {
 public:
  void sent(baton_op_id_t op, Fingerprint print) {
    const std::lock_guard lock(mutex_);
    operations_[op] = {print, false, false};
  }
  // Both give the operation's print when with this the plugin has nothing more to do with it.
  std::optional<Fingerprint> returned(baton_op_id_t op) { return note(op, &Operation::returned); }  // its function has
  std::optional<Fingerprint> ended(baton_op_id_t op) { return note(op, &Operation::ended); }  // by it or for the host

  // The one the plugin was called with, else those it still had: it may have crashed on a thread of its own.
  std::vector<Fingerprint> guilty() const {
    const std::lock_guard lock(mutex_);
    std::vector<Fingerprint> pending;
    for (const auto& [op, operation] : operations_) {  // ids rise in the order in which operations are given
      if (!operation.returned) return {operation.print};
      pending.push_back(operation.print);
    }
    return pending;
  }

 private:
  struct Operation {
    Fingerprint print = 0;
    bool returned = false;
    bool ended = false;
  };
  std::optional<Fingerprint> note(baton_op_id_t op, bool Operation::*what) {
    const std::lock_guard lock(mutex_);
    const auto found = operations_.find(op);
    if (found == operations_.end()) return std::nullopt;
    found->second.*what = true;
    if (!found->second.returned || !found->second.ended) return std::nullopt;
    const auto print = found->second.print;
    operations_.erase(found);
    return print;
  }

  mutable std::mutex mutex_;
  std::map<baton_op_id_t, Operation> operations_;
};

}  // namespace baton::bridge
