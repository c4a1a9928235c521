// SPDX-License-Identifier: MIT
// Whether a draft may be believed, field by field. Whatever made the model write it, mistake, invention or an
// instruction hidden in a customer's text, decides nothing here: a field either says what the conversation
// says in the form that was asked for, or there is no brief. Pure.
#pragma once

#include <optional>
#include <string>

#include "conversation.h"
#include "draft.h"
#include "excerpt.h"

namespace baton::brief_llm {

// The first field that fails and why, in words a person can read, without what stands in it. Nothing: all is
// well.
//
// - each text: there, one clean line, within its length; every identifier in it stands in what was sent (B3)
// - language: the one that was asked for, by its tag and by its words
// - sources: name turns that were sent; the intent's a customer's
// - a detail: stands letter by letter in the turn it names
// - web addresses: are values of details and nothing else
// - what to do: is not a long run of the customer's own words
std::optional<std::string> fault_of(const Draft& draft, const Asked& asked, const Excerpt& excerpt);

}  // namespace baton::brief_llm
