// SPDX-License-Identifier: MIT
// testing_records.hpp - C records back into owning builders, so that a test can look at what a plugin
// reported after the call is over. For tests; testing.hpp includes it.
#pragma once

#include <string>

#include "answers.hpp"
#include "channel.hpp"
#include "events.hpp"
#include "str.hpp"

namespace baton::sdk {
inline namespace v0 {
namespace testing {

inline Identity copy_identity(const baton_identity_t& from) { return {from.kind, copy(from.value)}; }

inline Attachment copy_attachment(const baton_attachment_t& from) {
  return {from.kind,
          copy(from.blob_id),
          copy(from.remote_id),
          copy(from.media_type),
          copy(from.file_name),
          copy(from.sha256),
          from.size_bytes};
}

inline EventBuilder copy_event(const baton_event_t& from) {
  EventBuilder event(from.kind, copy(from.source_event_id));
  event.flags = from.flags;
  event.message_kind = from.message_kind;
  event.occurred_unix_ms = from.occurred_unix_ms;
  event.message_id = copy(from.message_id);
  event.account = copy(from.account);
  event.author_id = copy(from.author_id);
  event.display_name = copy(from.display_name);
  event.text = copy(from.text);
  event.language = copy(from.language);
  event.quoted_message_id = copy(from.quoted_message_id);
  event.button_payload = copy(from.button_payload);
  event.callback_key = copy(from.callback_key);
  event.error_code = copy(from.error_code);
  event.error_text = copy(from.error_text);
  event.referral_json = copy(from.referral_json);
  event.attributes_json = copy(from.attributes_json);
  event.raw = copy(from.raw);
  for (const auto& one : each(from.identities, from.identity_count))
    event.identities.push_back(copy_identity(one));
  for (const auto& one : each(from.attachments, from.attachment_count)) {
    event.attachments.push_back(copy_attachment(one));
  }
  if (from.previous_identity != nullptr) event.previous_identity = copy_identity(*from.previous_identity);
  event.delivery_status = from.delivery_status;
  event.error_scope = from.error_scope;
  event.error_status = from.error_status;
  event.preference = from.preference;
  event.account_state = from.account_state;
  event.call_outcome = from.call_outcome;
  event.call_duration_ms = from.call_duration_ms;
  return event;
}

inline Batch copy_batch(const baton_batch_t& from) {
  Batch batch;
  for (const auto& one : each(from.events, from.event_count)) batch.events.push_back(copy_event(one));
  batch.cursor_name = copy(from.cursor_name);
  batch.next_cursor = copy(from.next_cursor);
  batch.poll_again_ms = from.poll_again_ms;
  batch.http_status = from.http_status;
  batch.http_body = copy(from.http_body);
  batch.refusal = copy(from.refusal);
  return batch;
}

inline Receipt copy_receipt(const baton_receipt_t& from) {
  Receipt receipt;
  receipt.remote_message_id = copy(from.remote_message_id);
  receipt.held = from.held != 0;
  for (const auto& one : each(from.recipients, from.recipient_count))
    receipt.recipients.push_back(copy_identity(one));
  receipt.attributes_json = copy(from.attributes_json);
  return receipt;
}

inline Proposal copy_proposal(const baton_proposal_t& from) {
  baton_case_view_t view{};
  view.revision = from.revision;
  Proposal proposal(view);
  proposal.action = from.action;
  proposal.lane = copy(from.lane);
  proposal.agent_id = copy(from.agent_id);
  proposal.model = copy(from.model);
  proposal.reason = copy(from.reason);
  for (const auto& one : each(from.work_items, from.work_item_count)) {
    proposal.add_work({copy(one.lane), copy(one.question), copy(one.agent_id), one.work_type});
  }
  proposal.writers = from.writers;
  proposal.update_every_ms = from.update_every_ms;
  proposal.confidence_permille = from.confidence_permille;
  return proposal;
}

inline BriefItem copy_brief_item(const baton_brief_item_t& from) {
  return {copy(from.label), copy(from.value), from.source_sequence, copy(from.source_name)};
}

inline BriefBuilder copy_brief(const baton_brief_t& from) {
  baton_transcript_t transcript{};
  transcript.revision = from.revision;
  BriefBuilder brief(transcript);
  brief.steps_state = from.steps_state;
  brief.intent = copy(from.intent);
  brief.intent_source_sequence = from.intent_source_sequence;
  brief.segment = copy(from.segment);
  brief.status = copy(from.status);
  brief.reason = copy(from.reason);
  brief.next_action = copy(from.next_action);
  brief.decision_needed = copy(from.decision_needed);
  for (const auto& one : each(from.details, from.detail_count)) brief.details.push_back(copy_brief_item(one));
  for (const auto& one : each(from.steps, from.step_count)) brief.steps.push_back(copy_brief_item(one));
  for (const auto& one : each(from.evidence, from.evidence_count))
    brief.evidence.push_back(copy_brief_item(one));
  brief.withheld_count = from.withheld_count;
  return brief;
}

inline Template copy_template(const baton_template_t& from) {
  Template made;
  made.status = from.status;
  made.quality = from.quality;
  made.named = from.named != 0;
  made.remote_id = copy(from.remote_id);
  made.name = copy(from.name);
  made.language = copy(from.language);
  made.category = copy(from.category);
  made.header_kind = copy(from.header_kind);
  made.body = copy(from.body);
  for (const auto& one : each(from.body_parameters, from.body_parameter_count)) {
    made.body_parameters.push_back(copy(one));
  }
  for (const auto& one : each(from.header_parameters, from.header_parameter_count)) {
    made.header_parameters.push_back(copy(one));
  }
  for (const auto& one : each(from.buttons, from.button_count)) {
    made.buttons.push_back({copy(one.type), copy(one.title)});
  }
  return made;
}

}  // namespace testing
}  // namespace v0
}  // namespace baton::sdk
