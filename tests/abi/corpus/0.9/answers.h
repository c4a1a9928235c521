/* SPDX-License-Identifier: MIT
 *
 * answers.h - what the reference connector hands over: records in which every field is filled.
 */
#ifndef ANSWERS_H_
#define ANSWERS_H_

#include "reference.h"

static const baton_host_connector_t *results;
static const baton_host_templates_t *templates_out;
static const baton_host_media_t *media_out;
static const baton_host_delivery_lookup_t *lookups;

/* An event whose text is the page. */
static inline void fill_event(baton_event_t *event, const baton_identity_t *const *identities,
                              const baton_attachment_t *const *attachments) {
  event->kind = BATON_EVENT_CALL, event->flags = BATON_EVENT_OPENS_WINDOW | BATON_EVENT_ERRORS;
  event->message_kind = BATON_MESSAGE_ORDER, event->occurred_unix_ms = 1700000000123;
  event->source_event_id = text("event-1"), event->message_id = text("message-1"), event->account = text("account-1");
  event->author_id = text("agent:a"), event->display_name = text("Jos\xC3\xA9"), event->text = on_page();
  event->language = text("pt-BR"), event->quoted_message_id = text("message-0"), event->button_payload = text("yes");
  event->callback_key = text("key-1"), event->error_code = text("131047"), event->error_text = text("too late");
  event->referral_json = text("{\"from\": \"post\"}"), event->attributes_json = text("{\"colour\": \"red\"}");
  event->raw.data = (const uint8_t *)"raw", event->raw.size = 3;
  event->identities = identities, event->identity_count = 2;
  event->attachments = attachments, event->attachment_count = 1;
  event->previous_identity = identities[1];
  event->delivery_status = BATON_DELIVERY_FAILED, event->error_scope = BATON_SCOPE_WINDOW;
  event->error_status = BATON_REJECTED, event->preference = BATON_PREFERENCE_OPTED_OUT;
  event->account_state = BATON_ACCOUNT_NOTICE, event->call_outcome = BATON_CALL_OUTCOME_MISSED;
  event->call_duration_ms = 61000;
}

/* What receive and poll answer, and emit hands over: one event with the page in it. `give` gets the batch. */
static inline void with_batch(void (*give)(const baton_batch_t *batch, baton_op_id_t op), baton_op_id_t op) {
  baton_identity_t phone, user;
  baton_attachment_t picture;
  baton_event_t event;
  baton_batch_t batch;
  const baton_identity_t *identities[2] = {&phone, &user};
  const baton_attachment_t *attachments[1] = {&picture};
  const baton_event_t *events[1] = {&event};
  NEW(phone), NEW(user), NEW(picture), NEW(event), NEW(batch);
  phone.kind = BATON_IDENTITY_PHONE, phone.value = text("+447700900101");
  user.kind = BATON_IDENTITY_USER_ID, user.value = text("US.17");
  picture.kind = BATON_MESSAGE_IMAGE, picture.remote_id = text("media-1"), picture.media_type = text("image/png");
  picture.blob_id = text("blob-0"), picture.file_name = text("box.png"), picture.sha256 = text("00ff");
  picture.size_bytes = 4096;
  fill_event(&event, identities, attachments);
  batch.events = events, batch.event_count = 1;
  batch.cursor_name = text("inbox"), batch.next_cursor = text("18"), batch.poll_again_ms = 250;
  batch.http_status = 202, batch.http_body = text("taken"), batch.refusal = text("");
  give(&batch, op);
}

/* The page as the only member of a JSON object; nothing on it needs an escape. */
static inline baton_str_t page_as_json(void) {
  static char made[sizeof page + 16];
  static const char kBegin[] = "{\"seen\":\"";
  baton_str_t shown = {made, sizeof kBegin - 1 + page_size + 2};
  memcpy(made, kBegin, sizeof kBegin - 1);
  memcpy(made + sizeof kBegin - 1, page, page_size);
  memcpy(made + sizeof kBegin - 1 + page_size, "\"}", 2);
  return shown;
}

static inline void deliver_page(baton_op_id_t op) {
  baton_identity_t phone;
  const baton_identity_t *recipients[1] = {&phone};
  baton_receipt_t receipt;
  NEW(phone), NEW(receipt);
  phone.kind = BATON_IDENTITY_PHONE, phone.value = text("+447700900101");
  receipt.held = 1, receipt.remote_message_id = text("remote-1");
  receipt.recipients = recipients, receipt.recipient_count = 1;
  receipt.attributes_json = page_as_json();
  results->delivered(host, op, &receipt);
}

static inline void list_templates(baton_op_id_t op) {
  const baton_str_t parameters[2] = {TEXT("name"), TEXT("date")}, header[1] = {TEXT("picture")};
  baton_template_button_t button;
  const baton_template_button_t *buttons[1] = {&button};
  baton_template_t first;
  const baton_template_t *all[1] = {&first};
  baton_template_page_t found;
  NEW(button), NEW(first), NEW(found);
  button.type = text("quick_reply"), button.title = text("Yes");
  first.status = BATON_TEMPLATE_PAUSED, first.quality = BATON_TEMPLATE_QUALITY_LOW, first.named = 1;
  first.remote_id = text("t-1"), first.name = text("back_soon"), first.language = text("en");
  first.category = text("utility"), first.header_kind = text("image"), first.body = text("We are back on {{date}}");
  first.body_parameters = parameters, first.body_parameter_count = 2;
  first.header_parameters = header, first.header_parameter_count = 1;
  first.buttons = buttons, first.button_count = 1;
  found.templates = all, found.template_count = 1;
  templates_out->listed(host, op, &found);
}

static inline void fetched_page(baton_op_id_t op, baton_str_t blob_id) {
  baton_media_fetched_t media;
  NEW(media);
  media.blob_id = blob_id, media.media_type = text("text/plain"), media.sha256 = text("00ff");
  media.size_bytes = page_size;
  media_out->fetched(host, op, &media);
}

#endif /* ANSWERS_H_ */
