// SPDX-License-Identifier: MIT
// events.hpp - owning builders for what a connector reports: events, batches, receipts.
//
// A builder owns its texts. `record()` lays the C record over them: it is borrowed, and good until the
// builder is changed, moved or destroyed. The host copies before its function returns, so a builder may live
// on the stack. An empty text is "absent" in the record. A builder belongs to one thread at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "str.hpp"

namespace baton::sdk {
inline namespace v0 {

struct Identity {
  baton_identity_kind_t kind = BATON_IDENTITY_EXTERNAL_ID;
  std::string value;
};

struct Attachment {
  baton_message_kind_t kind = BATON_MESSAGE_NONE;
  std::string blob_id;
  std::string remote_id;
  std::string media_type;
  std::string file_name;
  std::string sha256;
  std::uint64_t size_bytes = 0;
};

namespace detail {

// Records of one type and the array of pointers to them that the ABI wants.
template <class Record>
class RecordList {
 public:
  template <class Items, class Make>
  void rebuild(const Items& items, Make&& make) {
    records_.clear();
    records_.reserve(items.size());  // pointers below stay good
    pointers_.clear();
    pointers_.reserve(items.size());
    for (const auto& item : items) {
      records_.push_back(make(item));
      pointers_.push_back(&records_.back());
    }
  }
  const Record* const* data() const noexcept { return pointers_.empty() ? nullptr : pointers_.data(); }
  std::uint32_t count() const noexcept { return static_cast<std::uint32_t>(pointers_.size()); }

 private:
  std::vector<Record> records_;
  std::vector<const Record*> pointers_;
};

inline baton_identity_t identity_record(const Identity& from) noexcept {
  auto record = make_record<baton_identity_t>();
  record.kind = from.kind;
  record.value = str_or_absent(from.value);
  return record;
}

inline baton_attachment_t attachment_record(const Attachment& from) noexcept {
  auto record = make_record<baton_attachment_t>();
  record.kind = from.kind;
  record.blob_id = str_or_absent(from.blob_id);
  record.remote_id = str_or_absent(from.remote_id);
  record.media_type = str_or_absent(from.media_type);
  record.file_name = str_or_absent(from.file_name);
  record.sha256 = str_or_absent(from.sha256);
  record.size_bytes = from.size_bytes;
  return record;
}

}  // namespace detail

// One event, as event.h describes it field by field. The fields that only the host fills (sequence,
// received_unix_ms, thread_id, case_id) are not here.
class EventBuilder {
 public:
  EventBuilder(baton_event_kind_t event_kind, std::string event_id)
      : kind(event_kind), source_event_id(std::move(event_id)) {}

  baton_event_kind_t kind;
  std::uint32_t flags = 0;  // BATON_EVENT_OPENS_WINDOW | ...
  baton_message_kind_t message_kind = BATON_MESSAGE_NONE;
  std::int64_t occurred_unix_ms = 0;
  std::string source_event_id;  // never empty: the key for duplicates
  std::string message_id;
  std::string account;
  std::string author_id;
  std::string display_name;
  std::string text;
  std::string language;
  std::string quoted_message_id;
  std::string button_payload;
  std::string callback_key;
  std::string error_code;
  std::string error_text;
  std::string referral_json;
  std::string attributes_json;
  std::string raw;
  std::vector<Identity> identities;
  std::vector<Attachment> attachments;
  Identity previous_identity;  // used when its value is not empty
  baton_delivery_status_t delivery_status = BATON_DELIVERY_NONE;
  baton_error_scope_t error_scope = BATON_SCOPE_MESSAGE;
  baton_status_t error_status = BATON_OK;
  baton_preference_t preference = BATON_PREFERENCE_NONE;
  baton_account_state_t account_state = BATON_ACCOUNT_NONE;
  std::uint32_t call_outcome = BATON_CALL_OUTCOME_NONE;
  std::int64_t call_duration_ms = 0;

  EventBuilder& add_identity(baton_identity_kind_t identity_kind, std::string value) {
    identities.push_back({identity_kind, std::move(value)});
    return *this;
  }
  EventBuilder& add_attachment(Attachment attachment) {
    attachments.push_back(std::move(attachment));
    return *this;
  }

  const baton_event_t& record() {
    record_ = make_record<baton_event_t>();
    lay_values();
    lay_texts();
    identity_records_.rebuild(identities, detail::identity_record);
    record_.identities = identity_records_.data();
    record_.identity_count = identity_records_.count();
    attachment_records_.rebuild(attachments, detail::attachment_record);
    record_.attachments = attachment_records_.data();
    record_.attachment_count = attachment_records_.count();
    if (!previous_identity.value.empty()) {
      previous_record_ = detail::identity_record(previous_identity);
      record_.previous_identity = &previous_record_;
    }
    return record_;
  }

 private:
  void lay_values() noexcept {
    record_.kind = kind;
    record_.flags = flags;
    record_.message_kind = message_kind;
    record_.occurred_unix_ms = occurred_unix_ms;
    record_.delivery_status = delivery_status;
    record_.error_scope = error_scope;
    record_.error_status = error_status;
    record_.preference = preference;
    record_.account_state = account_state;
    record_.call_outcome = call_outcome;
    record_.call_duration_ms = call_duration_ms;
  }
  void lay_texts() noexcept {
    record_.source_event_id = str_or_absent(source_event_id);
    record_.message_id = str_or_absent(message_id);
    record_.account = str_or_absent(account);
    record_.author_id = str_or_absent(author_id);
    record_.display_name = str_or_absent(display_name);
    record_.text = str_or_absent(text);
    record_.language = str_or_absent(language);
    record_.quoted_message_id = str_or_absent(quoted_message_id);
    record_.button_payload = str_or_absent(button_payload);
    record_.callback_key = str_or_absent(callback_key);
    record_.error_code = str_or_absent(error_code);
    record_.error_text = str_or_absent(error_text);
    record_.referral_json = str_or_absent(referral_json);
    record_.attributes_json = str_or_absent(attributes_json);
    record_.raw = bytes(raw);
  }

  baton_event_t record_{};
  baton_identity_t previous_record_{};
  detail::RecordList<baton_identity_t> identity_records_;
  detail::RecordList<baton_attachment_t> attachment_records_;
};

// The answer to receive and poll.
class Batch {
 public:
  std::deque<EventBuilder> events;  // a deque: what add() returned stays good while more are added
  std::string cursor_name;
  std::string next_cursor;
  std::uint32_t poll_again_ms = 0;
  std::uint32_t http_status = 0;  // webhooks; 0 = 200
  std::string http_body;
  std::string refusal;

  EventBuilder& add(baton_event_kind_t kind, std::string source_event_id) {
    return events.emplace_back(kind, std::move(source_event_id));
  }
  // A webhook that is not believed (401, 403) or not understood (400): no events, and why, for the operator's
  // log.
  static Batch refused(std::uint32_t http_status, std::string why) {
    Batch batch;
    batch.http_status = http_status;
    batch.refusal = std::move(why);
    return batch;
  }
  // A webhook that is answered with a body and brings no events (verification handshakes).
  static Batch answered(std::string body) {
    Batch batch;
    batch.http_status = 200;
    batch.http_body = std::move(body);
    return batch;
  }

  const baton_batch_t& record() {
    pointers_.clear();
    pointers_.reserve(events.size());
    for (EventBuilder& event : events) pointers_.push_back(&event.record());
    record_ = make_record<baton_batch_t>();
    record_.event_count = static_cast<std::uint32_t>(pointers_.size());
    record_.events = pointers_.empty() ? nullptr : pointers_.data();
    record_.cursor_name = str_or_absent(cursor_name);
    record_.next_cursor = str_or_absent(next_cursor);
    record_.poll_again_ms = poll_again_ms;
    record_.http_status = http_status;
    record_.http_body = str_or_absent(http_body);
    record_.refusal = str_or_absent(refusal);
    return record_;
  }

 private:
  baton_batch_t record_{};
  std::vector<const baton_event_t*> pointers_;
};

// The answer to deliver.
class Receipt {
 public:
  std::string remote_message_id;
  bool held = false;  // accepted but held back by the channel; a report follows
  std::vector<Identity> recipients;
  std::string attributes_json;

  const baton_receipt_t& record() {
    record_ = make_record<baton_receipt_t>();
    record_.held = held ? 1u : 0u;
    record_.remote_message_id = str_or_absent(remote_message_id);
    recipient_records_.rebuild(recipients, detail::identity_record);
    record_.recipients = recipient_records_.data();
    record_.recipient_count = recipient_records_.count();
    record_.attributes_json = str_or_absent(attributes_json);
    return record_;
  }

 private:
  baton_receipt_t record_{};
  detail::RecordList<baton_identity_t> recipient_records_;
};

}  // namespace v0
}  // namespace baton::sdk
