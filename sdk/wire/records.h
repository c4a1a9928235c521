// SPDX-License-Identifier: MIT
// records.h - the fields of every record that travels, in the order of its header; reserved ones stay at home. New
// fields are added at the end, as in the headers; records_test.cpp fails when a header has one that is missing here.
#pragma once

#include <baton/baton.h>

#include "sdk/wire/wire.h"

namespace baton::wire {

template <class V>
void fields(V& v, Of<V, baton_error_t>& r) {
  v(r.status), v(r.retry_after_ms), v(r.scope), v(r.message_size), v(r.code_size);
  for (auto& c : r.message) v(c);
  for (auto& c : r.code) v(c);
}

template <class V>
void fields(V& v, Of<V, baton_identity_t>& r) {
  v(r.kind), v(r.value);
}

template <class V>
void fields(V& v, Of<V, baton_attachment_t>& r) {
  v(r.kind), v(r.blob_id), v(r.remote_id), v(r.media_type), v(r.file_name), v(r.sha256), v(r.size_bytes);
}

template <class V>
void fields(V& v, Of<V, baton_event_t>& r) {
  v(r.kind), v(r.flags), v(r.message_kind), v(r.sequence), v(r.occurred_unix_ms), v(r.received_unix_ms);
  v(r.source_event_id), v(r.message_id), v(r.account), v(r.thread_id), v(r.case_id), v(r.author_id);
  v(r.display_name), v(r.text), v(r.language), v(r.quoted_message_id), v(r.button_payload), v(r.callback_key);
  v(r.error_code), v(r.error_text), v(r.referral_json), v(r.attributes_json), v(r.raw);
  v.list(r.identities, r.identity_count), v.list(r.attachments, r.attachment_count), v.maybe(r.previous_identity);
  v(r.delivery_status), v(r.error_scope), v(r.error_status), v(r.preference), v(r.account_state);
  v(r.call_outcome), v(r.call_duration_ms);
}

template <class V>
void fields(V& v, Of<V, baton_answer_t>& r) {
  v(r.final), v(r.answer_id), v(r.author_id), v(r.text), v(r.given_unix_ms);
}

template <class V>
void fields(V& v, Of<V, baton_work_item_t>& r) {
  v(r.state), v(r.work_id), v(r.lane), v(r.work_owner), v(r.question), v.list(r.answers, r.answer_count);
  v(r.work_type);
}

template <class V>
void fields(V& v, Of<V, baton_plan_t>& r) {
  v(r.valid), v(r.purpose), v(r.at_unix_ms);
}

template <class V>
void fields(V& v, Of<V, baton_promise_t>& r) {
  v(r.kept), v(r.due_unix_ms);
}

template <class V>
void fields(V& v, Of<V, baton_candidate_t>& r) {
  v(r.agent_id), v.values(r.lanes, r.lane_count), v.values(r.languages, r.language_count);
  v(r.load_milliunits), v(r.capacity_milliunits), v(r.idle_since_unix_ms);
}

template <class V>
void fields(V& v, Of<V, baton_lane_t>& r) {
  v(r.restricted), v(r.lane_id);
}

template <class V>
void fields(V& v, Of<V, baton_trigger_t>& r) {
  v(r.rule), v(r.reason), v(r.question), v(r.wanted_lane), v(r.wanted_agent), v(r.asked_by);
}

template <class V>
void fields(V& v, Of<V, baton_case_view_t>& r) {
  v(r.status), v(r.revision), v(r.owner_epoch), v(r.case_id), v(r.hand_id), v(r.owner), v(r.lane), v(r.segment);
  v(r.language), v(r.thread_id), v(r.priority), v(r.work_type), v(r.topology), v(r.window_open);
  v(r.window_ends_unix_ms), v(r.next_update_due_unix_ms), v(r.now_unix_ms);
  v.maybe(r.trigger), v.maybe(r.plan), v.maybe(r.promise);
  v.list(r.work_items, r.work_item_count), v.list(r.candidates, r.candidate_count), v.list(r.lanes, r.lane_count);
}

template <class V>
void fields(V& v, Of<V, baton_header_t>& r) {
  v(r.name), v(r.value);
}

template <class V>
void fields(V& v, Of<V, baton_webhook_t>& r) {
  v(r.method), v(r.path), v(r.query), v.values(r.headers, r.header_count), v(r.body);
}

template <class V>
void fields(V& v, Of<V, baton_batch_t>& r) {
  v.list(r.events, r.event_count), v(r.cursor_name), v(r.next_cursor), v(r.poll_again_ms), v(r.http_status);
  v(r.http_body), v(r.refusal);
}

template <class V>
void fields(V& v, Of<V, baton_button_t>& r) {
  v(r.id), v(r.title), v(r.description), v(r.section);
}

template <class V>
void fields(V& v, Of<V, baton_parameter_t>& r) {
  v(r.place), v(r.index), v(r.name), v(r.sub_type), v(r.value);
}

template <class V>
void fields(V& v, Of<V, baton_template_use_t>& r) {
  v(r.name), v(r.language), v.list(r.parameters, r.parameter_count);
}

template <class V>
void fields(V& v, Of<V, baton_outbound_t>& r) {
  v(r.kind), v(r.message_id), v(r.case_id), v(r.thread_id), v(r.account), v(r.text), v(r.language), v(r.footer);
  v(r.quoted_message_id), v(r.list_button), v(r.attributes_json), v.list(r.recipients, r.recipient_count);
  v.list(r.buttons, r.button_count), v.list(r.attachments, r.attachment_count), v.maybe(r.template_use);
  v(r.window_ends_unix_ms);
}

template <class V>
void fields(V& v, Of<V, baton_receipt_t>& r) {
  v(r.held), v(r.remote_message_id), v.list(r.recipients, r.recipient_count), v(r.attributes_json);
}

template <class V>
void fields(V& v, Of<V, baton_proposed_work_t>& r) {
  v(r.work_type), v(r.lane), v(r.agent_id), v(r.question);
}

template <class V>
void fields(V& v, Of<V, baton_proposal_t>& r) {
  v(r.action), v(r.revision), v(r.lane), v(r.agent_id), v(r.model), v(r.reason);
  v.list(r.work_items, r.work_item_count), v(r.writers), v(r.update_every_ms), v(r.confidence_permille);
}

template <class V>
void fields(V& v, Of<V, baton_transcript_t>& r) {
  v(r.revision), v(r.language), v.maybe(r.view), v.list(r.events, r.event_count), v(r.max_chars);
}

template <class V>
void fields(V& v, Of<V, baton_brief_item_t>& r) {
  v(r.label), v(r.value), v(r.source_sequence), v(r.source_name);
}

template <class V>
void fields(V& v, Of<V, baton_brief_t>& r) {
  v(r.steps_state), v(r.revision), v(r.intent), v(r.intent_source_sequence), v(r.segment), v(r.status), v(r.reason);
  v(r.next_action), v(r.decision_needed), v.list(r.details, r.detail_count), v.list(r.steps, r.step_count);
  v.list(r.evidence, r.evidence_count), v(r.withheld_count);
}

template <class V>
void fields(V& v, Of<V, baton_label_t>& r) {
  v(r.scheme), v(r.value), v(r.score_permille);
}

template <class V>
void fields(V& v, Of<V, baton_template_button_t>& r) {
  v(r.type), v(r.title);
}

template <class V>
void fields(V& v, Of<V, baton_template_t>& r) {
  v(r.status), v(r.quality), v(r.named), v(r.remote_id), v(r.name), v(r.language), v(r.category), v(r.header_kind);
  v(r.body), v.values(r.body_parameters, r.body_parameter_count);
  v.values(r.header_parameters, r.header_parameter_count), v.list(r.buttons, r.button_count);
}

template <class V>
void fields(V& v, Of<V, baton_template_page_t>& r) {
  v.list(r.templates, r.template_count);
}

template <class V>
void fields(V& v, Of<V, baton_media_fetched_t>& r) {
  v(r.blob_id), v(r.media_type), v(r.sha256), v(r.size_bytes);
}

template <class V>
void fields(V& v, Of<V, baton_media_limit_t>& r) {
  v(r.media_type), v(r.max_bytes);
}

template <class V>
void fields(V& v, Of<V, baton_channel_policy_t>& r) {
  v(r.flags), v(r.channel), v(r.window_ms), v(r.text_max_chars), v(r.button_max_count), v(r.button_title_max_chars);
  v(r.list_row_max_count), v(r.pair_burst), v(r.pair_refill_ms), v(r.sends_per_second);
  v.values(r.media_limits, r.media_limit_count);
}

template <class V>
void fields(V& v, Of<V, baton_http_part_t>& r) {
  v(r.name), v(r.file_name), v(r.content_type), v(r.data), v(r.blob_id);
}

template <class V>
void fields(V& v, Of<V, baton_http_request_t>& r) {
  v(r.budget_ms), v(r.method), v(r.url), v(r.headers_json), v(r.body), v.list(r.parts, r.part_count);
  v(r.response_to_blob), v(r.max_response_bytes);
}

template <class V>
void fields(V& v, Of<V, baton_http_response_t>& r) {
  v(r.http_status), v(r.headers_json), v(r.body), v(r.blob_id), v(r.blob_size_bytes), v(r.blob_sha256);
  v.maybe(r.error);
}

template <class V>
void fields(V& v, Of<V, baton_kv_write_t>& r) {
  v(r.key), v(r.value), v(r.expected_revision);
}

template <class V>
void fields(V& v, Of<V, baton_call_t>& r) {
  v(r.budget_ms), v(r.op_id), v(r.attempt), v(r.idempotency_key), v(r.trace_id);
}

}  // namespace baton::wire
