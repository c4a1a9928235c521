// SPDX-License-Identifier: MIT
// Between the records of the C ABI and our own: everything that knows about struct sizes. A record may come
// from an older or newer host: each field is asked for before it is read.
#pragma once

#include <baton/plugin.hpp>

#include "conversation.h"
#include "draft.h"
#include "excerpt.h"

namespace baton::brief_llm {

// Copies what is needed. Words of the host itself are left out, an edit stands in place of what it edits, and
// internal notes and specialists' answers are read only with `internal_notes`.
Asked asked_of(const baton_transcript_t& transcript, bool internal_notes);

// The brief of a draft that passed its check. Segment and evidence are the host's own knowledge, so nobody
// was asked for them; what was withheld is counted by the host's marks in the customer's words, and a detail
// that is such a mark is left out. `revision` is the transcript's.
sdk::BriefBuilder brief_of(const Draft& draft, const Asked& asked, const Excerpt& excerpt);

}  // namespace baton::brief_llm
