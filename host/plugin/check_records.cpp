// SPDX-License-Identifier: MIT
// check_records.cpp - see check_records.h. Enumerations are open sets: unknown values pass and are ignored later.
#include "host/plugin/check_records.h"

#include <set>

#include "host/plugin/record_check.h"

namespace baton::plugin {
namespace {

void check(RecordCheck& c, const baton_identity_t* identity) {
  if (!c.record("identity", identity)) return;
  c.required_id("value", identity->value);
}

void check(RecordCheck& c, const baton_attachment_t* attachment) {
  if (!c.record("attachment", attachment)) return;
  c.id("blob_id", attachment->blob_id);
  c.id("remote_id", attachment->remote_id);
  c.id("media_type", attachment->media_type);
  c.text("file_name", attachment->file_name, BATON_ATTRIBUTES_MAX_BYTES);
  c.id("sha256", attachment->sha256);
}

void check(RecordCheck& c, const baton_event_t* event) {
  if (!c.record("event", event)) return;
  c.required_id("source_event_id", event->source_event_id);
  c.id("message_id", event->message_id);
  c.id("account", event->account);
  c.id("thread_id", event->thread_id);
  c.id("case_id", event->case_id);
  c.id("author_id", event->author_id);
  c.text("display_name", event->display_name, BATON_ATTRIBUTES_MAX_BYTES);
  c.text("text", event->text, BATON_TEXT_MAX_BYTES);
  c.id("language", event->language);
  c.id("quoted_message_id", event->quoted_message_id);
  c.text("button_payload", event->button_payload, BATON_ATTRIBUTES_MAX_BYTES);
  c.id("callback_key", event->callback_key);
  c.id("error_code", event->error_code);
  c.text("error_text", event->error_text, BATON_ATTRIBUTES_MAX_BYTES);
  c.json_object("referral_json", event->referral_json);
  c.json_object("attributes_json", event->attributes_json);
  c.bytes("raw", event->raw.data, event->raw.size, BATON_WEBHOOK_MAX_BYTES);
  const auto each = [&c](const auto* item) { check(c, item); };
  c.list("identities", event->identities, event->identity_count, kRecordListMaxCount, each);
  c.list("attachments", event->attachments, event->attachment_count, BATON_ATTACHMENT_MAX_COUNT, each);
  if (event->previous_identity != nullptr) check(c, event->previous_identity);
}

void check(RecordCheck& c, const baton_template_button_t* button) {
  if (!c.record("button", button)) return;
  c.id("type", button->type);
  c.text("title", button->title, BATON_ATTRIBUTES_MAX_BYTES);
}

void check(RecordCheck& c, const baton_template_t* item) {
  if (!c.record("template", item)) return;
  c.id("remote_id", item->remote_id);
  c.required_id("name", item->name);
  c.required_id("language", item->language);
  c.id("category", item->category);
  c.id("header_kind", item->header_kind);
  c.text("body", item->body, BATON_TEXT_MAX_BYTES);
  const auto name = [&c](baton_str_t text) { c.id("name", text); };
  c.list("body_parameters", item->body_parameters, item->body_parameter_count, kRecordListMaxCount, name);
  c.list("header_parameters", item->header_parameters, item->header_parameter_count, kRecordListMaxCount, name);
  c.list("buttons", item->buttons, item->button_count, kRecordListMaxCount,
         [&c](const baton_template_button_t* button) { check(c, button); });
}

void check(RecordCheck& c, const baton_proposed_work_t* work) {
  if (!c.record("work", work)) return;
  c.required_id("lane", work->lane);
  c.id("agent_id", work->agent_id);
  c.text("question", work->question, BATON_TEXT_MAX_BYTES);
  if (work->work_type > 3) c.fail("work_type", "is not 0 to 3");
}

void check(RecordCheck& c, const baton_brief_item_t* item) {
  if (!c.record("item", item)) return;
  c.id("label", item->label);
  c.text("value", item->value, BATON_TEXT_MAX_BYTES);
  c.id("source_name", item->source_name);
}

void check(RecordCheck& c, const baton_label_t* label) {
  if (!c.record("label", label)) return;
  c.required_id("scheme", label->scheme);
  c.required_id("value", label->value);
  if (label->score_permille > 1000) c.fail("score_permille", "is larger than 1000");
}

}  // namespace

Fault check_event(const baton_event_t* event) {
  RecordCheck c;
  check(c, event);
  return c.fault;
}

Fault check_batch(const baton_batch_t* batch) {
  RecordCheck c;
  if (!c.record("batch", batch)) return c.fault;
  c.list("events", batch->events, batch->event_count, BATON_BATCH_MAX_EVENTS,
         [&c](const baton_event_t* event) { check(c, event); });
  c.id("cursor_name", batch->cursor_name);
  c.text("next_cursor", batch->next_cursor, BATON_CURSOR_MAX_BYTES);
  c.text("http_body", batch->http_body, BATON_TEXT_MAX_BYTES);
  c.text("refusal", batch->refusal, BATON_ATTRIBUTES_MAX_BYTES);
  if (batch->http_status != 0 && (batch->http_status < 200 || batch->http_status > 599))
    c.fail("http_status", "is not 0 or 200 to 599");
  return c.fault;
}

Fault check_receipt(const baton_receipt_t* receipt) {
  RecordCheck c;
  if (!c.record("receipt", receipt)) return c.fault;
  c.id("remote_message_id", receipt->remote_message_id);
  c.list("recipients", receipt->recipients, receipt->recipient_count, kRecordListMaxCount,
         [&c](const baton_identity_t* identity) { check(c, identity); });
  c.json_object("attributes_json", receipt->attributes_json);
  return c.fault;
}

Fault check_template_page(const baton_template_page_t* page) {
  RecordCheck c;
  if (!c.record("page", page)) return c.fault;
  c.list("templates", page->templates, page->template_count, 65536,
         [&c](const baton_template_t* item) { check(c, item); });
  return c.fault;
}

Fault check_media(const baton_media_fetched_t* media) {
  RecordCheck c;
  if (!c.record("media", media)) return c.fault;
  c.required_id("blob_id", media->blob_id);
  c.id("media_type", media->media_type);
  c.id("sha256", media->sha256);
  if (media->size_bytes > BATON_BLOB_MAX_BYTES) c.fail("size_bytes", "is larger than its limit");
  return c.fault;
}

Fault check_proposal(const baton_proposal_t* proposal) {
  RecordCheck c;
  if (!c.record("proposal", proposal)) return c.fault;
  c.id("lane", proposal->lane);
  c.id("agent_id", proposal->agent_id);
  c.id("model", proposal->model);
  c.text("reason", proposal->reason, BATON_TEXT_MAX_BYTES);
  if (proposal->action == BATON_OWNER_LANE && proposal->lane.size == 0) c.fail("lane", "is missing");
  if (proposal->action == BATON_OWNER_AGENT && proposal->agent_id.size == 0) c.fail("agent_id", "is missing");
  if (proposal->confidence_permille > 1000) c.fail("confidence_permille", "is larger than 1000");
  c.list("work_items", proposal->work_items, proposal->work_item_count, BATON_PROPOSED_WORK_MAX,
         [&c](const baton_proposed_work_t* work) { check(c, work); });
  return c.fault;
}

Fault check_brief(const baton_brief_t* brief) {
  RecordCheck c;
  if (!c.record("brief", brief)) return c.fault;
  c.text("intent", brief->intent, BATON_TEXT_MAX_BYTES);
  c.id("segment", brief->segment);
  c.id("status", brief->status);
  c.text("reason", brief->reason, BATON_TEXT_MAX_BYTES);
  c.text("next_action", brief->next_action, BATON_TEXT_MAX_BYTES);
  c.text("decision_needed", brief->decision_needed, BATON_TEXT_MAX_BYTES);
  const auto each = [&c](const baton_brief_item_t* item) { check(c, item); };
  c.list("details", brief->details, brief->detail_count, BATON_BRIEF_ITEM_MAX_COUNT, each);
  c.list("steps", brief->steps, brief->step_count, BATON_BRIEF_ITEM_MAX_COUNT, each);
  c.list("evidence", brief->evidence, brief->evidence_count, BATON_BRIEF_ITEM_MAX_COUNT, each);
  return c.fault;
}

Fault check_labels(const baton_label_t* const* labels, std::uint32_t count) {
  RecordCheck c;
  c.list("labels", labels, count, kRecordListMaxCount, [&c](const baton_label_t* label) { check(c, label); });
  return c.fault;
}

Fault check_kv_writes(const baton_kv_write_t* writes, std::uint32_t count) {
  if (writes == nullptr || count == 0) return "no writes";
  if (count > BATON_KV_WRITE_MAX_COUNT) return "too many writes";
  std::set<std::string_view> keys;
  for (std::uint32_t i = 0; i < count; ++i) {
    RecordCheck c;
    c.required_id("key", writes[i].key);
    c.bytes("value", writes[i].value.data, writes[i].value.size, BATON_KV_VALUE_MAX_BYTES);
    if (!c.fault && !keys.insert(view_of(writes[i].key)).second) c.fail("key", "stands twice in one commit");
    if (c.fault) return "writes[" + std::to_string(i) + "]." + *c.fault;
  }
  return std::nullopt;
}

Fault check_policy(const baton_channel_policy_t* policy) {
  RecordCheck c;
  if (!c.record("policy", policy)) return c.fault;
  c.required_id("channel", policy->channel);
  if (policy->window_ms < 0) c.fail("window_ms", "is negative");
  if (policy->media_limit_count > 256) c.fail("media_limits", "has too many entries");
  if (policy->media_limits == nullptr && policy->media_limit_count != 0) c.fail("media_limits", "is NULL but has a count");
  for (std::uint32_t i = 0; i < policy->media_limit_count && !c.fault; ++i)
    c.required_id("media_limits: media_type", policy->media_limits[i].media_type);
  return c.fault;
}

Fault check_descriptor(const baton_descriptor_t* descriptor) {
  RecordCheck c;
  if (!c.record("descriptor", descriptor)) return c.fault;
  c.required_id("id", descriptor->id);
  c.id("name", descriptor->name);
  c.id("vendor", descriptor->vendor);
  c.required_id("version", descriptor->version);
  c.text("config_schema", descriptor->config_schema, BATON_CONFIG_MAX_BYTES);
  c.text("capabilities", descriptor->capabilities, BATON_ATTRIBUTES_MAX_BYTES);
  return c.fault;
}

Fault check_id(const char* name, baton_str_t id) {
  RecordCheck c;
  c.required_id(name, id);
  return c.fault;
}

}  // namespace baton::plugin
