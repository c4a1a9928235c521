// SPDX-License-Identifier: MIT
// customer_view.h - a look at one customer between two decisions: state, and the words behind its references.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "host/core/policy.h"
#include "host/core/state.h"
#include "host/ledger/content_key.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

// Sealed words of the commits under way, oldest first: memory is ahead of the disk by them.
using WordsAhead = std::deque<std::vector<ledger::ContentRow>>;

class CustomerView {
 public:
  CustomerView(const core::CustomerState& state, const core::Policy& policy, core::Instant now,
               const std::optional<ledger::ContentKey>& key, ledger::Histories& ledger,
               const WordsAhead* ahead = nullptr)
      : state_(state), policy_(policy), now_(now), key_(key), ledger_(ledger), ahead_(ahead) {}

  const core::CustomerState& state() const { return state_; }
  const core::Policy& policy() const { return policy_; }
  core::Instant now() const { return now_; }
  bool exists() const { return !state_.segment.empty(); }

  // Empty when there is none, or it has been erased.
  std::string text(const core::ContentRef& ref) const {
    if (!ref || !key_) return {};
    const auto* row = find_ahead(ref.id);
    const auto sealed = row != nullptr ? std::optional(row->sealed) : ledger_.content(ref.id);
    return sealed ? key_->open(ref.id, *sealed).value_or(std::string{}) : std::string{};
  }

 private:
  const ledger::ContentRow* find_ahead(std::int64_t id) const {
    if (ahead_ == nullptr) return nullptr;
    for (const auto& rows : *ahead_)
      for (const auto& row : rows)
        if (row.id == id) return &row;
    return nullptr;
  }

  const core::CustomerState& state_;
  const core::Policy& policy_;
  core::Instant now_;
  const std::optional<ledger::ContentKey>& key_;
  ledger::Histories& ledger_;
  const WordsAhead* ahead_;
};

}  // namespace baton::engine
