// SPDX-License-Identifier: MIT
// Reports on messages we sent. They come in any order, twice, and before the answer to the send; the host
// ranks them.
#include <utility>

#include "conversation_events.h"
#include "error_table.h"
#include "people.h"

namespace baton::whatsapp {
namespace {

constexpr std::pair<std::string_view, baton_delivery_status_t> kStatuses[] = {
    {"sent", BATON_DELIVERY_SENT},     {"delivered", BATON_DELIVERY_DELIVERED}, {"read", BATON_DELIVERY_READ},
    {"played", BATON_DELIVERY_PLAYED}, {"failed", BATON_DELIVERY_FAILED},
};

baton_delivery_status_t delivery_status(std::string_view name) {
  for (const auto& [known, status] : kStatuses) {
    if (known == name) return status;
  }
  return BATON_DELIVERY_NONE;
}

void add_failure(const Json& status, InboundEvent& event) {
  if (!add_errors(status, event)) return;
  if (event.delivery_status != BATON_DELIVERY_FAILED) return;
  const auto code = integer_at(*first_object(status, "errors"), "code");
  // A report is the first try by definition: the host counts attempts.
  const Failure failure = failure_of_code(code.value_or(-1), 1, 0);
  event.error_status = failure.status;
  event.error_scope = failure.scope;
  if (failure.retry_after_ms > 0) event.attributes["retry_after_ms"] = failure.retry_after_ms;
  if (event.error_text.empty()) event.error_text = failure.message;
}

PersonKeys recipient_of(const Json& status) {
  // In a group the participant is the person; the recipient is the group.
  const std::string_view participant = text_at(status, "recipient_participant_id");
  const std::string_view participant_user = text_at(status, "recipient_participant_user_id");
  if (!participant.empty() || !participant_user.empty()) return {participant, participant_user, {}};
  if (text_at(status, "recipient_type") == "group") return {};
  return {text_at(status, "recipient_id"), text_at(status, "recipient_user_id"),
          text_at(status, "recipient_parent_user_id")};
}

}  // namespace

void add_status(const Change& change, const Json& status, std::size_t item_count, Events& events) {
  if (!status.is_object()) {
    events.push_back(unknown_event(change, "status", "status is not a json object", status));
    return;
  }
  InboundEvent event = begin_event(change, BATON_EVENT_DELIVERY_REPORT, status);
  const std::string_view name = text_at(status, "status");
  event.delivery_status = delivery_status(name);
  event.message_id = scalar_at(status, "id");
  event.callback_key = text_at(status, "biz_opaque_callback_data");
  const PersonKeys recipient = recipient_of(status);
  add_person(change.value, recipient, item_count, event);
  copy_attributes(status, {"conversation", "pricing"}, event);
  if (text_at(status, "recipient_type") == "group") {
    event.attributes["group_id"] = scalar_at(status, "recipient_id");
  }
  add_failure(status, event);
  if (event.delivery_status == BATON_DELIVERY_FAILED && event.error_status == BATON_OK) {
    event.error_status = BATON_REJECTED;
    event.error_text = "failed without a reason";
  }
  if (event.delivery_status == BATON_DELIVERY_NONE || event.message_id.empty()) {
    event.kind = BATON_EVENT_UNKNOWN;
    event.text = "status " + std::string(name);
    event.attributes["reason"] = event.message_id.empty() ? "status names no message" : "unknown status";
    event.raw = dump(status);
  }
  if (event.message_id.empty()) {
    event.source_event_id = content_key(change, status);
  } else {
    // One message has several statuses, and in a group each participant has them.
    event.source_event_id.append("status:").append(event.message_id).append(1, ':').append(name);
    const std::string_view participant = recipient.phone.empty() ? recipient.user_id : recipient.phone;
    const bool group = text_at(status, "recipient_type") == "group";
    if (group && !participant.empty()) event.source_event_id.append(1, ':').append(participant);
  }
  events.push_back(std::move(event));
}

}  // namespace baton::whatsapp
