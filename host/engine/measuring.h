// SPDX-License-Identifier: MIT
// measuring.h - what figures need to know of one customer's cases (section M), kept beside the state: folded
// from the same facts, stored with the same snapshots, and told to the ledger where it changed.
#pragma once

#include <map>
#include <string>

#include "host/core/metrics.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

class Measuring {
 public:
  void forget();

  // Stored facts, in order: each moves the state on and is measured. False when one cannot be read.
  bool fold(core::CustomerState& state, const ledger::StoredFact& row, const core::Policy& policy);
  void folded(const core::CustomerState& state, const core::Policy& policy);  // that was the last one

  // What was stored with a snapshot. Where an earlier host made the snapshot there is nothing, or what it measured
  // otherwise: the history up to there is measured from its beginning. False when that cannot be read.
  bool resume(ledger::Histories& ledger, const ledger::StreamName& stream, const ledger::LoadedStream& stored,
              const core::Policy& policy);

  void decided(const core::CustomerState& state, const core::Policy& policy,
               const std::vector<core::Ruled>& facts, core::Instant now);
  void add_rows(ledger::Commit& commit, const core::CustomerState& state, const core::Policy& policy);
  bool told() const { return told_; }  // the ledger has a row of every case
  std::string json() const;

  const core::Measures& measures() const { return measures_; }

 private:
  core::Measures measures_;
  core::Instant at_;  // of the decision whose facts are being folded
  std::string cause_;
  bool open_ = false;
  bool told_ = false;
  std::int64_t version_ = 0;  // under which
  std::map<std::string, ledger::MeasuredRow> rows_;
};

}  // namespace baton::engine
