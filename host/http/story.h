// SPDX-License-Identifier: MIT
// story.h - the history of a case in plain words: one sentence for each kind of fact, with its rule code
// beside it. `baton explain` tells it; no words of the customer stand in it, only where they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/engine/customer_view.h"
#include "host/ledger/ledger.h"

namespace baton::http {

bool has_sentence(std::string_view fact);  // by its stored name

// What happened, as a sentence without its end. A kind that has none yet is told by its name.
std::string sentence_of(const ledger::StoredFact& row);

struct StoryLine {
  core::Instant at;
  std::string rule;
  std::string who;  // the actor of the history
  std::string words;
};

// Everything about the case, in order.
std::vector<StoryLine> story_of(const engine::CustomerView& customer, const core::Case& c,
                                const std::vector<ledger::StoredFact>& history);

}  // namespace baton::http
