// SPDX-License-Identifier: MIT
// See host_records.h.
#include "host_records.h"

#include "outbound_limits.h"

namespace baton::whatsapp {
namespace {

std::vector<sdk::Identity> to_identities(std::vector<Identity> identities) {
  std::vector<sdk::Identity> out;
  out.reserve(identities.size());
  for (Identity& identity : identities) out.push_back({identity.kind, std::move(identity.value)});
  return out;
}

void add_event(InboundEvent from, sdk::Batch& batch) {
  sdk::EventBuilder& event = batch.add(from.kind, std::move(from.source_event_id));
  event.flags = from.flags;
  event.message_kind = from.message_kind;
  event.occurred_unix_ms = from.occurred_unix_ms;
  event.message_id = std::move(from.message_id);
  event.account = std::move(from.account);
  event.display_name = std::move(from.display_name);
  event.text = std::move(from.text);
  event.quoted_message_id = std::move(from.quoted_message_id);
  event.button_payload = std::move(from.button_payload);
  event.callback_key = std::move(from.callback_key);
  event.error_code = std::move(from.error_code);
  event.error_text = std::move(from.error_text);
  event.referral_json = std::move(from.referral_json);
  if (!from.attributes.is_null()) event.attributes_json = dump(from.attributes);
  event.raw = std::move(from.raw);
  event.identities = to_identities(std::move(from.identities));
  for (Attachment& one : from.attachments) {
    event.attachments.push_back({one.kind, std::move(one.blob_id), std::move(one.remote_id),
                                 std::move(one.media_type), std::move(one.file_name), std::move(one.sha256),
                                 one.size_bytes});
  }
  if (from.previous_identity)
    event.previous_identity = {from.previous_identity->kind, std::move(from.previous_identity->value)};
  event.delivery_status = from.delivery_status;
  event.error_scope = from.error_scope;
  event.error_status = from.error_status;
  event.preference = from.preference;
  event.account_state = from.account_state;
  event.call_outcome = from.call_outcome;
  event.call_duration_ms = from.call_duration_ms;
}

TemplateUse read_template_use(const baton_template_use_t& from) {
  TemplateUse use{sdk::copy(from.name), sdk::copy(from.language), {}};
  for (const baton_parameter_t& one : sdk::each(from.parameters, from.parameter_count)) {
    use.parameters.push_back(
        {one.place, one.index, sdk::copy(one.name), sdk::copy(one.sub_type), sdk::copy(one.value)});
  }
  return use;
}

}  // namespace

sdk::Batch to_batch(Events events) {
  sdk::Batch batch;
  for (InboundEvent& event : events) add_event(std::move(event), batch);
  return batch;
}

sdk::Receipt to_receipt(Receipt receipt) {
  sdk::Receipt out;
  out.remote_message_id = std::move(receipt.remote_message_id);
  out.held = receipt.held;
  out.recipients = to_identities(std::move(receipt.recipients));
  if (!receipt.attributes.is_null()) out.attributes_json = dump(receipt.attributes);
  return out;
}

sdk::FetchedMedia to_fetched(FetchedMedia media) {
  sdk::FetchedMedia out;
  out.blob_id = std::move(media.blob_id);
  out.media_type = std::move(media.media_type);
  out.sha256 = std::move(media.sha256);
  out.size_bytes = media.size_bytes;
  return out;
}

sdk::TemplatePage to_page(TemplateList templates) {
  sdk::TemplatePage page;
  page.templates.reserve(templates.size());
  for (Template& from : templates) {
    sdk::Template& to = page.templates.emplace_back();
    to.status = from.status;
    to.quality = from.quality;
    to.named = from.named;
    to.remote_id = std::move(from.remote_id);
    to.name = std::move(from.name);
    to.language = std::move(from.language);
    to.category = std::move(from.category);
    to.header_kind = std::move(from.header_kind);
    to.body = std::move(from.body);
    to.body_parameters = std::move(from.body_parameters);
    to.header_parameters = std::move(from.header_parameters);
    for (TemplateButton& button : from.buttons)
      to.buttons.push_back({std::move(button.type), std::move(button.title)});
  }
  return page;
}

sdk::Error to_error(Failure failure) {
  return {failure.status, std::move(failure.message), std::move(failure.code), failure.retry_after_ms,
          failure.scope};
}

sdk::HttpRequest to_request(HttpCall call) {
  sdk::HttpRequest request;
  request.method = std::move(call.method);
  request.url = std::move(call.url);
  request.headers = std::move(call.headers);
  request.body = std::move(call.body);
  request.response_to_blob = call.response_to_blob;
  request.max_response_bytes = call.max_response_bytes;
  for (HttpPart& part : call.parts) {
    request.parts.push_back({std::move(part.name), std::move(part.file_name), std::move(part.content_type),
                             std::move(part.data), std::move(part.blob_id)});
  }
  return request;
}

sdk::ChannelPolicy to_policy(const Settings& settings) {
  sdk::ChannelPolicy policy;
  policy.channel = "whatsapp";
  policy.flags = BATON_CHANNEL_TEMPLATES | BATON_CHANNEL_BUTTONS | BATON_CHANNEL_LISTS | BATON_CHANNEL_QUOTES |
                 BATON_CHANNEL_CALLS;
  if (settings.mark_read) policy.flags |= BATON_CHANNEL_READ | BATON_CHANNEL_TYPING;
  policy.window_ms = 24ll * 3600 * 1000;
  policy.text_max_chars = kTextMaxChars;
  policy.button_max_count = kButtonMaxCount;
  policy.button_title_max_chars = kButtonTitleMaxChars;
  policy.list_row_max_count = kListRowMaxCount;
  policy.pair_burst = settings.pair_burst;
  policy.pair_refill_ms = settings.pair_refill_ms;
  policy.sends_per_second = settings.sends_per_second;
  for (const MediaLimit* limit = media_limits_begin(); limit != media_limits_end(); ++limit) {
    const bool any_document = limit->kind == BATON_MESSAGE_DOCUMENT;
    if (!any_document)
      policy.media_limits.push_back({limit->media_type, limit->max_bytes});
    else
      for (const char* prefix : {"application/", "text/"})
        policy.media_limits.push_back({prefix, limit->max_bytes});
  }
  return policy;
}

Attachment read_attachment(const baton_attachment_t& from) {
  return {from.kind,
          sdk::copy(from.blob_id),
          sdk::copy(from.remote_id),
          sdk::copy(from.media_type),
          sdk::copy(from.file_name),
          sdk::copy(from.sha256),
          from.size_bytes};
}

OutboundMessage read_outbound(const baton_outbound_t& from, std::string idempotency_key) {
  OutboundMessage message;
  message.kind = from.kind;
  message.idempotency_key = std::move(idempotency_key);
  message.account = sdk::copy(from.account);
  message.text = sdk::copy(from.text);
  message.footer = sdk::copy(from.footer);
  message.quoted_message_id = sdk::copy(from.quoted_message_id);
  message.list_button = sdk::copy(from.list_button);
  const std::string_view attributes = sdk::view(from.attributes_json);
  if (!attributes.empty()) message.attributes = parse_body(attributes).value;
  for (const baton_identity_t& one : sdk::each(from.recipients, from.recipient_count)) {
    message.recipients.push_back({one.kind, sdk::copy(one.value)});
  }
  for (const baton_button_t& one : sdk::each(from.buttons, from.button_count)) {
    message.buttons.push_back(
        {sdk::copy(one.id), sdk::copy(one.title), sdk::copy(one.description), sdk::copy(one.section)});
  }
  for (const baton_attachment_t& one : sdk::each(from.attachments, from.attachment_count)) {
    message.attachments.push_back(read_attachment(one));
  }
  if (from.template_use != nullptr) message.template_use = read_template_use(*from.template_use);
  message.window_ends_unix_ms = from.window_ends_unix_ms;
  return message;
}

HttpAnswer read_answer(const sdk::HttpResponse& response) {
  HttpAnswer answer;
  answer.status = response.answered() ? response.http_status : 0;
  if (response.error) {
    answer.error = response.error->status;
    answer.retry_after_ms = response.error->retry_after_ms;
  } else if (response.http_status == 0) {
    answer.error = BATON_DEADLINE_EXCEEDED;  // no answer and no reason: nothing is sure
  }
  if (!response.headers_json.empty()) answer.headers = parse_body(response.headers_json).value;
  answer.body = response.body;
  answer.blob_id = response.blob_id;
  answer.blob_sha256 = response.blob_sha256;
  answer.blob_size_bytes = response.blob_size_bytes;
  return answer;
}

}  // namespace baton::whatsapp
