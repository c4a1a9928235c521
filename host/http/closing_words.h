// SPDX-License-Identifier: MIT
// closing_words.h - J6: the message that closes a case says what was wrong, what changed and what comes next.
#pragma once

#include <string>

#include "host/engine/customer_view.h"

namespace baton::http {

struct ClosingParts {
  std::string wrong;
  std::string changed;
  std::string next;
};

// What nobody said is taken from the facts of the case: the customer's own words, what they decided, and that the
// case opens again when they write. `changed` stays empty where the facts do not say it: what a specialist answered
// is not for the customer as it stands (O2).
void complete_from_facts(const engine::CustomerView& customer, const core::Case& c, ClosingParts& parts);
// In the customer's language.
std::string closing_words(const engine::CustomerView& customer, const core::Case& c, const ClosingParts& parts);

}  // namespace baton::http
