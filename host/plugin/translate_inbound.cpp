// SPDX-License-Identifier: MIT
#include "host/plugin/translate_inbound.h"

#include <charconv>

#include <nlohmann/json.hpp>

#include "host/plugin/str.h"
#include "host/plugin/translate_words.h"

namespace baton::plugin {
namespace {

core::Content content(baton_str_t text) { return {{}, text_of(text)}; }

core::Address address(const baton_identity_t& identity) {
  return {address_kind_of(identity.kind), {}, content(identity.value)};
}

core::Place place(const baton_event_t& event, const core::ConnectorId& connector) {
  core::Place result;
  result.connector = connector;
  result.account = text_of(event.account);
  result.name = content(event.display_name);
  for (std::uint32_t i = 0; i < event.identity_count; ++i) {
    const auto& identity = *event.identities[i];
    // A username changes hands: it is shown, and identifies nobody (I2).
    if (identity.kind != BATON_IDENTITY_USERNAME && identity.value.size > 0) result.addresses.push_back(address(identity));
  }
  return result;
}

std::vector<core::Attachment> attachments(const baton_event_t& event) {
  std::vector<core::Attachment> result;
  for (std::uint32_t i = 0; i < event.attachment_count; ++i) {
    const auto& a = *event.attachments[i];
    result.push_back({message_kind_of(a.kind), content(a.remote_id), content(a.file_name), text_of(a.media_type),
                      text_of(a.sha256), static_cast<std::int64_t>(a.size_bytes)});
  }
  return result;
}

core::CustomerWrote message(const baton_event_t& event, const core::ConnectorId& connector, core::Instant received) {
  core::CustomerWrote wrote;
  wrote.place = place(event, connector);
  wrote.remote_id = content(event.message_id);
  wrote.kind = event.kind == BATON_EVENT_CUSTOMER_REACTED ? core::MessageKind::reaction : message_kind_of(event.message_kind);
  wrote.text = content(event.text);
  wrote.quoted = content(event.quoted_message_id);
  wrote.button_payload = content(event.button_payload);
  wrote.referral = content(event.referral_json);
  wrote.attributes = content(event.attributes_json);
  wrote.attachments = attachments(event);
  wrote.opens_window = (event.flags & BATON_EVENT_OPENS_WINDOW) != 0;
  wrote.historic = (event.flags & BATON_EVENT_HISTORIC) != 0;
  wrote.error_code = text_of(event.error_code);
  wrote.occurred = {event.occurred_unix_ms};
  wrote.received = received;
  return wrote;
}

core::ReportedStatus reported(baton_delivery_status_t status) {
  using enum core::ReportedStatus;
  switch (status) {
    case BATON_DELIVERY_DELIVERED: return delivered;
    case BATON_DELIVERY_READ: return read;
    case BATON_DELIVERY_PLAYED: return played;
    case BATON_DELIVERY_FAILED: return failed;
    default: return sent;
  }
}

core::DeliveryReported report(const baton_event_t& event, const core::ConnectorId& connector) {
  core::DeliveryReported result;
  result.place = place(event, connector);
  result.message = core::MessageId{text_of(event.callback_key)};
  result.remote_id = content(event.message_id);
  result.status = reported(event.delivery_status);
  result.code = text_of(event.error_code);
  result.scope = scope_of(event.error_scope);
  result.retry = retry_of(event.error_status);
  result.occurred = {event.occurred_unix_ms};
  return result;
}

std::string preference(baton_preference_t value) {
  switch (value) {
    case BATON_PREFERENCE_OPTED_OUT: return "opted_out";
    case BATON_PREFERENCE_OPTED_IN: return "opted_in";
    case BATON_PREFERENCE_CALLS_ALLOWED: return "calls_allowed";
    case BATON_PREFERENCE_CALLS_REFUSED: return "calls_refused";
    default: return "preference";
  }
}

nlohmann::json attributes_of(const baton_event_t& event) {
  auto attributes = nlohmann::json::parse(view_of(event.attributes_json), nullptr, false);
  return attributes.is_object() ? attributes : nlohmann::json::object();
}

// J5: "expiration_timestamp" of a permission to call, in seconds; 0 = it says none.
core::Instant permission_ends(const baton_event_t& event) {
  const auto attributes = attributes_of(event);
  const auto permission = attributes.find("call_permission");
  if (permission == attributes.end() || !permission->is_object()) return {};
  const auto ends = permission->find("expiration_timestamp");
  if (ends == permission->end()) return {};
  constexpr std::int64_t kLatest = 253402300799;  // the last second of the year 9999
  std::int64_t seconds = 0;
  if (ends->is_number_integer()) seconds = ends->get<std::int64_t>();
  if (ends->is_string()) {
    const auto& text = ends->get_ref<const std::string&>();
    std::from_chars(text.data(), text.data() + text.size(), seconds);
  }
  return seconds > 0 && seconds <= kLatest ? core::Instant{seconds * 1000} : core::Instant{};
}

bool called_by_us(const baton_event_t& event) {
  const auto attributes = attributes_of(event);
  const auto direction = attributes.find("direction");
  return direction != attributes.end() && *direction == "to_customer";
}

std::string reason_of(const baton_event_t& event) {
  const auto attributes = attributes_of(event);
  const auto reason = attributes.find("reason");
  return reason != attributes.end() && reason->is_string() ? reason->get<std::string>() : std::string{};
}

ChannelNews news(const baton_event_t& event, ChannelNews::What what) {
  ChannelNews result;
  result.what = what;
  result.account = text_of(event.account);
  result.text = text_of(event.text);
  if (what == ChannelNews::What::other) result.reason = reason_of(event);
  result.occurred_ms = event.occurred_unix_ms;
  switch (event.account_state) {
    case BATON_ACCOUNT_NORMAL: result.account_state = "normal"; break;
    case BATON_ACCOUNT_RESTRICTED: result.account_state = "restricted"; break;
    case BATON_ACCOUNT_BLOCKED: result.account_state = "blocked"; break;
    default: result.account_state = "notice"; break;
  }
  return result;
}

std::variant<core::Input, ChannelNews> what(const baton_event_t& event, const core::ConnectorId& connector, core::Instant received) {
  const core::Instant occurred{event.occurred_unix_ms};
  const auto where = [&] { return place(event, connector); };
  switch (event.kind) {
    case BATON_EVENT_CUSTOMER_MESSAGE:
    case BATON_EVENT_CUSTOMER_REACTED: return core::Input{message(event, connector, received)};
    case BATON_EVENT_CUSTOMER_EDITED: return core::Input{core::CustomerEdited{where(), content(event.message_id), content(event.text), occurred}};
    case BATON_EVENT_CUSTOMER_DELETED: return core::Input{core::CustomerDeleted{where(), content(event.message_id), occurred}};
    case BATON_EVENT_DELIVERY_REPORT: return core::Input{report(event, connector)};
    case BATON_EVENT_IDENTITY_CHANGED: {
      core::IdentityChanged changed{where(), {}, occurred};
      if (event.previous_identity != nullptr) changed.previous = address(*event.previous_identity);
      return core::Input{std::move(changed)};
    }
    case BATON_EVENT_PREFERENCE_CHANGED: {
      const bool opens = (event.flags & BATON_EVENT_OPENS_WINDOW) != 0;
      return core::Input{core::PreferenceChanged{where(), preference(event.preference), occurred, opens,
                                                 permission_ends(event)}};
    }
    case BATON_EVENT_OUTSIDE_MESSAGE:
      return core::Input{core::OutsideWordSeen{where(), content(event.message_id), content(event.text), occurred}};
    case BATON_EVENT_CALL: {
      const bool opens = (event.flags & BATON_EVENT_OPENS_WINDOW) != 0;
      return core::Input{core::CallReported{where(), content(event.message_id), call_outcome_of(event.call_outcome), opens,
                                            event.call_duration_ms, occurred, received, called_by_us(event)}};
    }
    case BATON_EVENT_TEMPLATE_CHANGED: return news(event, ChannelNews::What::templates);
    case BATON_EVENT_ACCOUNT_CHANGED: return news(event, ChannelNews::What::account);
    case BATON_EVENT_GROUP_MESSAGE: return news(event, ChannelNews::What::group);
    default: break;
  }
  if (event.identity_count == 0) return news(event, ChannelNews::What::other);
  return core::Input{core::ChannelNoticed{where(), text_of(event.text), content(event.attributes_json), occurred}};
}

}  // namespace

InboundEvent translate(const baton_event_t& event, const core::ConnectorId& connector, core::Instant received) {
  return {text_of(event.source_event_id), what(event, connector, received)};
}

}  // namespace baton::plugin
