// SPDX-License-Identifier: MIT
// views.h - a customer's state, with its words, as plugins are shown it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/engine/customer_view.h"
#include "host/plugin/views.h"

namespace baton::engine {

std::optional<plugin::OutboundView> outbound_view(const CustomerView& customer, const core::MessageId& message);
std::optional<plugin::CaseView> case_view(const CustomerView& customer, const core::CaseId& id,
                                          const std::vector<core::Candidate>& candidates);
// One message of the customer, as a classifier reads it; nothing where it is not there, or has been taken back.
std::optional<plugin::MessageView> message_view(const CustomerView& customer, const core::CaseId& id,
                                                const core::MessageId& message);
std::optional<plugin::TranscriptView> transcript_view(const CustomerView& customer, const core::CaseId& id);

// Configured words in a language, with {lane} and the like filled in; falls back to the organisation's language.
std::string canned_words(const core::Policy& policy, const std::string& key, const std::string& language,
                         const core::LaneId& lane, const std::string& when = {});
// What the customer reads: the text, or the host's own words, and the line that shows the way to a person (H11).
std::string send_text(const CustomerView& customer, const core::Send& send);
std::string draft_text(const CustomerView& customer, const core::Draft& draft);

}  // namespace baton::engine
