// SPDX-License-Identifier: MIT
// One inbound event that owns its text: what the translation produces and to_abi.h lends to the host. It
// mirrors baton_event, less what only the host knows.
#pragma once

#include <baton/event.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "json_read.h"

namespace baton::whatsapp {

struct Identity {
  baton_identity_kind_t kind = BATON_IDENTITY_PHONE;
  std::string value;
  friend bool operator==(const Identity&, const Identity&) = default;
};

struct Attachment {
  baton_message_kind_t kind = BATON_MESSAGE_NONE;
  std::string blob_id;    // outbound only
  std::string remote_id;  // media id; outbound also a link
  std::string media_type;
  std::string file_name;
  std::string sha256;
  std::uint64_t size_bytes = 0;
};

struct InboundEvent {
  baton_event_kind_t kind = BATON_EVENT_UNKNOWN;
  std::uint32_t flags = 0;
  baton_message_kind_t message_kind = BATON_MESSAGE_NONE;
  std::int64_t occurred_unix_ms = 0;  // 0 = the channel gave no time that can be believed
  std::string source_event_id;
  std::string message_id;
  std::string account;
  std::string display_name;
  std::string text;
  std::string quoted_message_id;
  std::string button_payload;
  std::string callback_key;
  std::string error_code;
  std::string error_text;
  std::string referral_json;
  Json attributes;  // null = none
  std::string raw;
  std::vector<Identity> identities;
  std::vector<Attachment> attachments;
  std::optional<Identity> previous_identity;
  baton_delivery_status_t delivery_status = BATON_DELIVERY_NONE;
  baton_error_scope_t error_scope = BATON_SCOPE_MESSAGE;
  baton_status_t error_status = BATON_OK;
  baton_preference_t preference = BATON_PREFERENCE_NONE;
  baton_account_state_t account_state = BATON_ACCOUNT_NONE;
  std::uint32_t call_outcome = BATON_CALL_OUTCOME_NONE;
  std::int64_t call_duration_ms = 0;
};

using Events = std::vector<InboundEvent>;

}  // namespace baton::whatsapp
