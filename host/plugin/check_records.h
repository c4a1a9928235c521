// SPDX-License-Identifier: MIT
// check_records.h - is what a plugin hands over what the contract says? Sizes, pointers, UTF-8 and limits, checked once
// at the edge, so that the rest of the host may trust its records. Nothing is repaired and nothing is cut.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <baton/baton.h>

namespace baton::plugin {

// The first fault, named like a path ("events[3]->text: is not valid UTF-8"); nothing when there is none.
using Fault = std::optional<std::string>;

Fault check_batch(const baton_batch_t* batch);
Fault check_event(const baton_event_t* event);
Fault check_receipt(const baton_receipt_t* receipt);
Fault check_template_page(const baton_template_page_t* page);
Fault check_media(const baton_media_fetched_t* media);
Fault check_proposal(const baton_proposal_t* proposal);
Fault check_brief(const baton_brief_t* brief);
Fault check_kv_writes(const baton_kv_write_t* writes, std::uint32_t count);  // at least one, each key once
Fault check_labels(const baton_label_t* const* labels, std::uint32_t count);
Fault check_policy(const baton_channel_policy_t* policy);
Fault check_descriptor(const baton_descriptor_t* descriptor);
Fault check_id(const char* name, baton_str_t id);  // present, valid text, at most BATON_ID_MAX_BYTES

}  // namespace baton::plugin
