// SPDX-License-Identifier: MIT
// See change.h.
#include "change.h"

#include <baton/limits.h>
#include <openssl/evp.h>

#include <array>
#include <utility>

namespace baton::whatsapp {
namespace {

constexpr std::int64_t kOldestSeconds = 1230768000;  // 2009: WhatsApp did not exist before
constexpr std::int64_t kLatestSeconds = 4102444800;  // 2100
constexpr std::int64_t kClockSkewMs = 86400000;      // a day ahead of us is a mistake, not a skewed clock

void move_oversized(InboundEvent& event, const char* name, std::string& value) {
  if (value.size() <= BATON_ID_MAX_BYTES) return;
  event.attributes["oversized"][name] = std::exchange(value, {});
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) return {};
  std::string hex;
  hex.reserve(static_cast<std::size_t>(size) * 2);
  for (unsigned int i = 0; i < size; ++i)
    hex.append(1, kHex[digest[i] >> 4]).append(1, kHex[digest[i] & 15u]);
  return hex;
}

std::string content_key(const Change& change, const Json& content) {
  std::string text = change.field;
  text.append(1, '\n').append(change.waba_id).append(1, '\n').append(change.account).append(1, '\n');
  text.append(std::to_string(change.entry_unix_ms)).append(1, '\n').append(dump(content));
  return "sha256:" + sha256_hex(text);
}

std::int64_t unix_ms_at(const Json& object, const char* key, std::int64_t now_unix_ms) {
  const auto number = integer_at(object, key);
  if (!number) return 0;
  std::int64_t ms = 0;
  if (*number >= kOldestSeconds && *number <= kLatestSeconds)
    ms = *number * 1000;
  else if (*number >= kOldestSeconds * 1000 && *number <= kLatestSeconds * 1000)
    ms = *number;
  if (now_unix_ms > 0 && ms > now_unix_ms + kClockSkewMs) return 0;
  return ms;
}

InboundEvent begin_event(const Change& change, baton_event_kind_t kind, const Json& object) {
  InboundEvent event;
  event.kind = kind;
  event.account = change.account;
  event.occurred_unix_ms = unix_ms_at(object, "timestamp", change.now_unix_ms);
  if (event.occurred_unix_ms == 0) {
    // What has no time of its own happened, as far as anybody knows, when the entry was made.
    if (member(object, "timestamp") == nullptr) event.occurred_unix_ms = change.entry_unix_ms;
    if (event.occurred_unix_ms == 0) event.attributes["timestamp_invalid"] = true;
  }
  if (change.origin == Origin::kHistory) event.flags |= BATON_EVENT_HISTORIC;
  if (change.origin == Origin::kStandby) event.attributes["standby"] = true;
  return event;
}

InboundEvent unknown_event(const Change& change, std::string name, std::string_view reason, const Json& raw) {
  InboundEvent event;
  event.kind = BATON_EVENT_UNKNOWN;
  event.account = change.account;
  event.occurred_unix_ms = unix_ms_at(raw, "timestamp", change.now_unix_ms);
  if (event.occurred_unix_ms == 0) event.occurred_unix_ms = change.entry_unix_ms;
  if (change.origin == Origin::kHistory) event.flags |= BATON_EVENT_HISTORIC;
  event.text = std::move(name);
  event.source_event_id = content_key(change, raw);
  event.attributes["field"] = change.field;
  event.attributes["reason"] = reason;
  if (!change.waba_id.empty()) event.attributes["waba_id"] = change.waba_id;
  event.raw = dump(raw);
  return event;
}

bool add_errors(const Json& holder, InboundEvent& event) {
  const Json* errors = array_at(holder, "errors");
  const Json* first = first_object(holder, "errors");
  if (first == nullptr) return false;
  event.flags |= BATON_EVENT_ERRORS;
  event.error_code = scalar_at(*first, "code");
  event.error_text = text_at(*first, "title");
  if (event.error_text.empty()) event.error_text = text_at(*first, "message");
  // error_data is an object, or in older payloads a plain string.
  std::string details(text_at(*first, "error_data"));
  if (const Json* data = object_at(*first, "error_data")) details = text_at(*data, "details");
  if (details.empty()) details = text_at(*first, "details");
  if (!details.empty() && details != event.error_text) {
    if (!event.error_text.empty()) event.error_text += ": ";
    event.error_text += details;
  }
  if (errors->size() > 1) event.attributes["errors"] = *errors;
  return true;
}

void add_attribute(InboundEvent& event, const char* name, std::string_view value) {
  if (!value.empty()) event.attributes[name] = value;
}

void copy_attributes(const Json& from, std::initializer_list<const char*> names, InboundEvent& event) {
  for (const char* name : names) {
    const Json* value = member(from, name);
    if (value != nullptr && !value->is_null() && *value != "") event.attributes[name] = *value;
  }
}

void fit_limits(InboundEvent& event) {
  if (event.source_event_id.size() > BATON_ID_MAX_BYTES) {
    event.source_event_id = "sha256:" + sha256_hex(event.source_event_id);
  }
  move_oversized(event, "message_id", event.message_id);
  move_oversized(event, "account", event.account);
  move_oversized(event, "quoted_message_id", event.quoted_message_id);
  move_oversized(event, "button_payload", event.button_payload);
  move_oversized(event, "callback_key", event.callback_key);
  move_oversized(event, "error_code", event.error_code);
  move_oversized(event, "display_name", event.display_name);
  std::erase_if(event.identities,
                [](const Identity& identity) { return identity.value.size() > BATON_ID_MAX_BYTES; });
  if (event.previous_identity) {
    move_oversized(event, "previous_identity", event.previous_identity->value);
    if (event.previous_identity->value.empty()) event.previous_identity.reset();
  }
  for (Attachment& attachment : event.attachments) {
    move_oversized(event, "remote_id", attachment.remote_id);
    move_oversized(event, "media_type", attachment.media_type);
    move_oversized(event, "file_name", attachment.file_name);
  }
  if (event.referral_json.size() > BATON_ATTRIBUTES_MAX_BYTES) {
    event.attributes["oversized"]["referral"] = std::exchange(event.referral_json, {});
  }
  if (event.text.size() > BATON_TEXT_MAX_BYTES)
    event.attributes["oversized"]["text"] = std::exchange(event.text, {});
  if (event.error_text.size() > BATON_ATTRIBUTES_MAX_BYTES) {
    event.attributes["oversized"]["error_text"] = std::exchange(event.error_text, {});
  }
  if (event.raw.size() > BATON_WEBHOOK_MAX_BYTES) {
    // Larger than the delivery itself: numbers written out. Too large to hand over, so its hash stands for
    // it.
    event.attributes["raw_sha256"] = sha256_hex(event.raw);
    event.raw.clear();
  }
  if (event.attributes.is_null()) return;
  std::string attributes = dump(event.attributes);
  if (attributes.size() <= BATON_ATTRIBUTES_MAX_BYTES) return;
  if (event.raw.empty() && attributes.size() <= BATON_WEBHOOK_MAX_BYTES) event.raw = std::move(attributes);
  event.attributes = {{"attributes_in_raw", !event.raw.empty()}};
}

}  // namespace baton::whatsapp
