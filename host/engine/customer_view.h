// SPDX-License-Identifier: MIT
// customer_view.h - a look at one customer between two decisions: state, and the words behind its references.
#pragma once

#include <optional>
#include <string>

#include "host/core/policy.h"
#include "host/core/state.h"
#include "host/ledger/content_key.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

class CustomerView {
 public:
  CustomerView(const core::CustomerState& state, const core::Policy& policy, core::Instant now,
               const std::optional<ledger::ContentKey>& key, ledger::Ledger& ledger)
      : state_(state), policy_(policy), now_(now), key_(key), ledger_(ledger) {}

  const core::CustomerState& state() const { return state_; }
  const core::Policy& policy() const { return policy_; }
  core::Instant now() const { return now_; }
  bool exists() const { return !state_.segment.empty(); }

  // Empty when there is none, or it has been erased.
  std::string text(const core::ContentRef& ref) const {
    if (!ref || !key_) return {};
    const auto sealed = ledger_.content(ref.id);
    return sealed ? key_->open(ref.id, *sealed).value_or(std::string{}) : std::string{};
  }

 private:
  const core::CustomerState& state_;
  const core::Policy& policy_;
  core::Instant now_;
  const std::optional<ledger::ContentKey>& key_;
  ledger::Ledger& ledger_;
};

}  // namespace baton::engine
