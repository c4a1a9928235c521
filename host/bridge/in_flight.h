// SPDX-License-Identifier: MIT
// in_flight.h - what a runner has been given and not finished, so that it is known what it crashed over.
#pragma once

#include <map>
#include <mutex>
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
  void returned(baton_op_id_t op) { note(op, &Operation::returned); }  // the plugin's function has
  void ended(baton_op_id_t op) { note(op, &Operation::ended); }        // by the plugin or for the host

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
  void note(baton_op_id_t op, bool Operation::*what) {
    const std::lock_guard lock(mutex_);
    const auto found = operations_.find(op);
    if (found == operations_.end()) return;
    found->second.*what = true;
    if (found->second.returned && found->second.ended) operations_.erase(found);
  }

  mutable std::mutex mutex_;
  std::map<baton_op_id_t, Operation> operations_;
};

}  // namespace baton::bridge
