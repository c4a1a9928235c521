// SPDX-License-Identifier: MIT
// forgetting.h - which words go when the time of a case is over (P1): what facts of the case refer to, up to the fact
// that says so, but for what another case still needs. Facts stay (P5).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "host/core/state.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

class Forgetting {
 public:
  // Copies what it needs: the history is read later, where nobody waits. An empty case: all of an erased customer.
  Forgetting(const core::CustomerState& state, const core::CaseId& case_id);

  // Ids of content. Reads the history page by page.
  std::vector<std::int64_t> content(ledger::Histories& ledger) const;

 private:
  bool about_it(const core::Fact& fact) const;

  std::string stream_;
  core::CaseId case_id_;
  bool all_ = false;
  std::set<core::MessageId> messages_;  // of the case, those that came to it by a split among them
  std::set<core::WorkId> items_;
  std::set<std::int64_t> kept_;  // other cases and the customer as a whole still need them
};

}  // namespace baton::engine
