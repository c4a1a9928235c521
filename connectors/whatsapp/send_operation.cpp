// SPDX-License-Identifier: MIT
// See send_operation.h.
#include "send_operation.h"

#include "outbound_json.h"
#include "outbound_limits.h"

namespace baton::whatsapp {
namespace {

bool is_read_receipt(const OutboundMessage& message) {
  return message.kind == BATON_OUTBOUND_MARK_READ || message.kind == BATON_OUTBOUND_TYPING;
}

bool needs_upload(const OutboundMessage& message) {
  return message.kind == BATON_OUTBOUND_MESSAGE && !message.attachments.empty() &&
         !message.attachments.front().blob_id.empty();
}

}  // namespace

HttpCall SendOperation::post(const char* edge) const {
  HttpCall call;
  call.method = "POST";
  call.url = options_.settings.api_base + "/" + options_.settings.api_version + "/" + number_ + "/" + edge;
  call.headers = api_headers(options_.settings.access_token);
  return call;
}

HttpCall SendOperation::upload() const {
  const Attachment& attachment = message_.attachments.front();
  HttpCall call = post("media");
  call.parts.push_back({"messaging_product", {}, {}, "whatsapp", {}});
  call.parts.push_back({"type", {}, {}, attachment.media_type, {}});
  std::string name = attachment.file_name.empty() ? std::string("file") : attachment.file_name;
  call.parts.push_back({"file", std::move(name), attachment.media_type, {}, attachment.blob_id});
  return call;
}

Step SendOperation::start() {
  const BusinessNumber* number =
      message_.account.empty() ? options_.settings.only_number() : options_.settings.number(message_.account);
  if (number == nullptr) return invalid("account is not a phone number id of this connector");
  number_ = number->phone_number_id;
  if (is_read_receipt(message_) && !options_.settings.mark_read) {
    return Failure{
        BATON_NOT_SUPPORTED, BATON_SCOPE_MESSAGE, {}, "read receipts are off (setting mark_read)", 0};
  }
  if (auto problem = check_limits(message_)) return *problem;
  if (!needs_upload(message_)) return send({});
  // Nothing is uploaded for a message that cannot be written.
  BodyOrFailure trial = outbound_body(message_, "0");
  if (auto* failure = std::get_if<Failure>(&trial)) return std::move(*failure);
  state_ = State::kUploading;
  return upload();
}

Step SendOperation::send(const std::string& media_id) {
  // A template needs no window, a receipt is no message.
  const bool free_form = !message_.template_use && !is_read_receipt(message_);
  if (free_form && message_.window_ends_unix_ms > 0 && options_.now_unix_ms &&
      options_.now_unix_ms() >= message_.window_ends_unix_ms) {
    return Failure{
        BATON_REJECTED, BATON_SCOPE_WINDOW, {}, "service window closed before the message was sent", 0};
  }
  BodyOrFailure body = outbound_body(message_, media_id);
  if (auto* failure = std::get_if<Failure>(&body)) return std::move(*failure);
  state_ = State::kSending;
  HttpCall call = post("messages");
  call.headers.emplace_back("Content-Type", "application/json");
  call.body = dump(std::get<Json>(body));
  return call;
}

Step SendOperation::next(const HttpAnswer& answer) {
  if (state_ == State::kUploading) {
    if (auto failure = read_failure(answer, {options_.attempt, Repeat::kSafe})) return *failure;
    const Parsed parsed = parse_body(answer.body);
    const std::string media_id = scalar_at(parsed.value, "id");
    if (!media_id.empty()) return send(media_id);
    return Failure{
        BATON_UNAVAILABLE, BATON_SCOPE_MESSAGE, {}, "whatsapp took the upload but named no media id", 0};
  }
  if (is_read_receipt(message_)) return read_success(answer, {options_.attempt, Repeat::kSafe});
  return read_send_answer(answer, {options_.attempt, Repeat::kUnsafe});
}

}  // namespace baton::whatsapp
