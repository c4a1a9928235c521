// SPDX-License-Identifier: MIT
// Calls. A call from the customer opens the service window as a message does; one that ended without ever
// starting was missed, and somebody has to call back.
#include <algorithm>
#include <utility>

#include "conversation_events.h"
#include "people.h"

namespace baton::whatsapp {
namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return out;
}

bool is_from_customer(const Change& change, const Json& call) {
  const std::string direction = upper(text_at(call, "direction"));
  if (direction == "USER_INITIATED") return true;
  if (direction == "BUSINESS_INITIATED") return false;
  const Json* metadata = object_at(change.value, "metadata");
  const std::string_view ours =
      metadata == nullptr ? std::string_view() : text_at(*metadata, "display_phone_number");
  return ours.empty() || e164(text_at(call, "from")) != e164(ours);
}

std::uint32_t outcome_of_terminate(const Json& call, bool from_customer, bool has_errors) {
  const bool failed = upper(text_at(call, "status")) == "FAILED";
  const bool started = integer_at(call, "start_time").value_or(0) > 0;
  if (started) return failed ? BATON_CALL_OUTCOME_FAILED : BATON_CALL_OUTCOME_COMPLETED;
  if (from_customer)
    return BATON_CALL_OUTCOME_MISSED;  // whatever the reason: they wanted us and did not get us
  return failed || has_errors ? BATON_CALL_OUTCOME_FAILED : BATON_CALL_OUTCOME_MISSED;
}

void keep_unknown_call(std::string_view name, const Json& raw, InboundEvent& event) {
  event.kind = BATON_EVENT_UNKNOWN;
  event.text = "call " + std::string(name);
  event.attributes["reason"] = "unknown call event";
  event.raw = dump(raw);
}

void set_key(const Change& change, const Json& call, std::string_view step, InboundEvent& event) {
  event.message_id = scalar_at(call, "id");
  if (event.message_id.empty())
    event.source_event_id = content_key(change, call);
  else
    event.source_event_id.append("call:").append(event.message_id).append(1, ':').append(step);
}

}  // namespace

void add_call(const Change& change, const Json& call, std::size_t item_count, Events& events) {
  if (!call.is_object()) {
    events.push_back(unknown_event(change, "call", "call is not a json object", call));
    return;
  }
  InboundEvent event = begin_event(change, BATON_EVENT_CALL, call);
  const std::string_view step = text_at(call, "event");
  set_key(change, call, step, event);
  event.callback_key = text_at(call, "biz_opaque_callback_data");
  const bool from_customer = is_from_customer(change, call);
  const PersonKeys keys = from_customer ? PersonKeys{text_at(call, "from"), text_at(call, "from_user_id"),
                                                     text_at(call, "from_parent_user_id")}
                                        : PersonKeys{text_at(call, "to"), text_at(call, "to_user_id"),
                                                     text_at(call, "to_parent_user_id")};
  add_person(change.value, keys, item_count, event);
  event.attributes["direction"] = from_customer ? "from_customer" : "to_customer";
  copy_attributes(call, {"status", "start_time", "end_time", "deeplink_payload", "cta_payload"}, event);
  if (!add_errors(call, event) && item_count == 1) add_errors(change.value, event);
  if (step == "connect") {
    event.call_outcome = BATON_CALL_OUTCOME_RINGING;
    if (from_customer) event.flags |= BATON_EVENT_OPENS_WINDOW;
  } else if (step == "terminate") {
    event.call_outcome = outcome_of_terminate(call, from_customer, (event.flags & BATON_EVENT_ERRORS) != 0);
    const std::int64_t seconds = std::clamp<std::int64_t>(integer_at(call, "duration").value_or(0), 0, 86400);
    event.call_duration_ms = seconds * 1000;
    // A missed call rang a moment ago; with its `connect` lost, this is what opens the window.
    if (from_customer && event.call_outcome == BATON_CALL_OUTCOME_MISSED)
      event.flags |= BATON_EVENT_OPENS_WINDOW;
  } else {
    keep_unknown_call(step, call, event);
  }
  events.push_back(std::move(event));
}

bool is_call_status(const Json& status) {
  return text_at(status, "type") == "call" || text_at(status, "id").substr(0, 6) == "wacid.";
}

void add_call_status(const Change& change, const Json& status, std::size_t item_count, Events& events) {
  InboundEvent event = begin_event(change, BATON_EVENT_CALL, status);
  const std::string name = upper(text_at(status, "status"));
  set_key(change, status, name, event);
  event.callback_key = text_at(status, "biz_opaque_callback_data");
  const PersonKeys keys{text_at(status, "recipient_id"), text_at(status, "recipient_user_id"),
                        text_at(status, "recipient_parent_user_id")};
  add_person(change.value, keys, item_count, event);
  event.attributes["direction"] = "to_customer";
  add_errors(status, event);
  if (name == "RINGING")
    event.call_outcome = BATON_CALL_OUTCOME_RINGING;
  else if (name == "ACCEPTED")
    event.call_outcome = BATON_CALL_OUTCOME_ANSWERED;
  else if (name == "REJECTED")
    event.call_outcome = BATON_CALL_OUTCOME_REJECTED;
  else if (name == "FAILED")
    event.call_outcome = BATON_CALL_OUTCOME_FAILED;
  else
    keep_unknown_call(name, status, event);
  events.push_back(std::move(event));
}

}  // namespace baton::whatsapp
