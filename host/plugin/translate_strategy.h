// SPDX-License-Identifier: MIT
// translate_strategy.h - a case and its conversation -> the records strategies get; their answers -> inputs, which the
// core judges (O6, B2).
#pragma once

#include <baton/baton.h>

#include "host/core/inputs.h"
#include "host/plugin/instance.h"
#include "host/plugin/views.h"

namespace baton::plugin {

ArgumentPtr<baton_case_view_t> case_record(CaseView view);
ArgumentPtr<baton_transcript_t> transcript_record(TranscriptView view);
ArgumentPtr<baton_event_t> message_record(MessageView view);

core::OwnershipProposed proposed(const baton_proposal_t& proposal);  // case_id, ask and plugin are the caller's to set
core::BriefMade brief_made(const baton_brief_t& brief);              // likewise
std::vector<core::Label> labels_given(const Labels& labels);         // as they were said: core::judge_labels is next

}  // namespace baton::plugin
