// SPDX-License-Identifier: MIT
// customer_entry.h - one customer in memory: loaded from the ledger, decided upon, ahead of the disk by the commits that
// are under way. Only the strand touches it, one job at a time.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "host/core/decide.h"
#include "host/engine/customer_view.h"
#include "host/engine/id_source.h"
#include "host/engine/measuring.h"
#include "host/engine/outcome.h"
#include "host/ledger/content_key.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

// A decided input, ready for the ledger, and what to tell when it is stored.
struct Prepared {
  ledger::Commit commit;
  std::map<core::AgentId, std::int64_t> owed;  // what agents hold by owing a word (R5), more or less than before
  Outcome outcome;
  bool needed = false;  // false: nothing to store
};

class CustomerEntry {
 public:
  CustomerEntry(core::CustomerId id, ledger::Ledger& ledger, IdSource& ids) : id_(std::move(id)), ledger_(ledger), ids_(ids) {}

  bool loaded() const { return loaded_; }
  bool load(const core::Policy& policy);  // false: the store cannot be read
  void forget();   // a commit failed: what memory holds is not what is on disk

  // Decides and moves the state on. Never throws: what cannot be decided is prepared to be kept.
  Prepared decide(core::Input input, const Origin& origin, const core::Policy& policy, core::Instant now);
  // A commit is on its way; and all but the latest `under_way` of them have arrived.
  void sent(const ledger::Commit& commit) { ahead_.push_back(commit.content); }
  void arrived_but(std::size_t under_way) { while (ahead_.size() > under_way) ahead_.pop_front(); }
  core::Instant next_due(const core::Policy& policy) const;
  // ClockReached fired and nothing was due: what is prepared puts the ledger's index right.
  void move_due(Prepared& prepared, core::Instant at, const core::Policy& policy);

  // What the customer gives to the figures, where the ledger was not told since it was read; decides nothing.
  Prepared measured(const core::Policy& policy);

  const core::CustomerState& state() const { return state_; }
  const std::optional<ledger::ContentKey>& key() const { return key_; }
  const WordsAhead& words_ahead() const { return ahead_; }

 private:
  Prepared decide_input(core::Input input, const Origin& origin, const core::Policy& policy, core::Instant now);
  void prepare_commit(Prepared& prepared, const core::Input& input, const Origin& origin, const core::Policy& policy, core::Instant now);
  // C7: what an erasure takes with it, as it stands on disk and on its way there.
  ledger::Commit::Erasure erasure(const core::Input& input) const;
  void lose_key();
  std::string index_of(const core::Input& input, const core::AddressAdded& added) const;
  void prepare_rows(Prepared& prepared, const core::Policy& policy);
  void prepare_effects(ledger::Commit& commit, const std::vector<core::Ruled>& facts, core::Instant now);
  struct Kept {
    std::string why;
    std::vector<ledger::ContentRow> content;
  };
  void keep_undecided(Prepared& prepared, const core::Input& input, const Origin& origin, core::Instant now, Kept kept);
  void recall_words(core::Input& input) const;
  ledger::CaseRow row_of(const core::Case& c, const core::Policy& policy) const;

  core::CustomerId id_;
  ledger::Ledger& ledger_;
  IdSource& ids_;
  bool loaded_ = false;
  core::CustomerState state_;
  Measuring measuring_;
  std::optional<ledger::ContentKey> key_;
  bool key_stored_ = false;
  WordsAhead ahead_;
  std::set<std::string> duplicates_;
  std::int64_t sequence_ = 0;
  std::int64_t snapshot_sequence_ = 0;
  std::optional<core::Instant> stored_due_;  // what the ledger's index says, as far as known
  std::map<core::AgentId, std::int64_t> owed_;  // as of the last commit prepared
  std::map<std::string, ledger::CaseRow> case_rows_;
  std::map<std::string, ledger::WorkRow> work_rows_;
};

}  // namespace baton::engine
