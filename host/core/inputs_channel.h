// SPDX-License-Identifier: MIT
// inputs_channel.h - what channels bring, in the past tense: words, files, calls, receipts, and what the channel says
// of itself. One part of inputs.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "host/core/content.h"
#include "host/core/ids.h"
#include "host/core/owner.h"
#include "host/core/time.h"
#include "host/core/template_choice.h"
#include "host/core/words.h"

namespace baton::core {

struct Address {
  AddressKind kind = AddressKind::phone;
  std::string key;    // keyed hash of the normalised address under the customer's key: erased with it (C7)
  Content value;
  std::string index{};  // the same under the store's key: what the ledger finds the customer by. Never in the history
  BATON_FIELDS(kind, key, value)
};

struct Attachment {
  MessageKind kind = MessageKind::document;
  Content remote_id;
  Content file_name;
  std::string media_type;
  std::string sha256;  // as the channel states it; empty = not stated
  std::int64_t size_bytes = 0;
  BATON_FIELDS(kind, remote_id, file_name, media_type, sha256, size_bytes)
};

// Where on a channel something happened: one customer on one account of one connector is one thread.
struct Place {
  ConnectorId connector;
  std::string account;
  std::vector<Address> addresses;  // every identity the channel knows of the customer, best first
  Content name;
  BATON_FIELDS(connector, account, addresses, name)
};

struct CustomerWrote {
  Place place;
  Content remote_id;
  MessageKind kind = MessageKind::text;
  Content text;
  Content quoted;          // remote id of the quoted message
  Content button_payload;
  Content referral;
  Content attributes;
  std::vector<Attachment> attachments;
  bool opens_window = true;
  bool historic = false;
  std::int64_t masked = 0;  // sensitive items the intake stage masked in this message (I4)
  std::uint64_t fingerprint = 0;  // of the words, keyed, by the intake stage; 0 = no words (H9)
  std::string error_code;
  Instant occurred;         // the channel's clock; 0 = it did not say
  Instant received;         // ours
  std::vector<std::string> classes{};  // of the masked items: "card", "iban", ... (H13)
  std::vector<NamedObject> objects{};  // the words name, keyed, by the intake stage (I3)
  BATON_RECORD("CustomerWrote", 1, place, remote_id, kind, text, quoted, button_payload, referral, attributes,
               attachments, opens_window, historic, masked, fingerprint, error_code, occurred, received, classes,
               objects)
};

struct CustomerEdited {
  Place place;
  Content remote_id;
  Content text;
  Instant occurred;
  BATON_RECORD("CustomerEdited", 1, place, remote_id, text, occurred)
};

struct CustomerDeleted {
  Place place;
  Content remote_id;
  Instant occurred;
  BATON_RECORD("CustomerDeleted", 1, place, remote_id, occurred)
};

struct CallReported {
  Place place;
  Content remote_id;
  CallOutcome outcome = CallOutcome::ringing;
  bool opens_window = false;
  Millis duration_ms = 0;
  Instant occurred;
  Instant received;
  bool by_us = false;  // we called; the customer did not
  BATON_RECORD("CallReported", 1, place, remote_id, outcome, opens_window, duration_ms, occurred, received, by_us)
};

struct DeliveryReported {
  Place place;
  MessageId message;  // when the channel echoed our idempotency key
  Content remote_id;
  ReportedStatus status = ReportedStatus::sent;
  std::string code;
  FailureScope scope = FailureScope::message;
  RetryClass retry = RetryClass::never;
  Instant occurred;
  BATON_RECORD("DeliveryReported", 1, place, message, remote_id, status, code, scope, retry, occurred)
};

struct IdentityChanged {
  Place place;       // addresses: the new ones
  Address previous;  // one that is known
  Instant occurred;
  BATON_RECORD("IdentityChanged", 1, place, previous, occurred)
};

struct PreferenceChanged {
  Place place;
  std::string preference;  // "opted_out", "opted_in", "calls_allowed", "calls_refused"
  Instant occurred;
  bool opens_window = false;  // said by the customer's own hand
  Instant until{};            // it holds so long; 0 = until it is taken back
  BATON_RECORD("PreferenceChanged", 1, place, preference, occurred, opens_window, until)
};

struct OutsideWordSeen {  // said to the customer past the gate: phone app, helpdesk's own channel (W1)
  Place place;
  Content remote_id;
  Content text;
  Instant occurred;
  BATON_RECORD("OutsideWordSeen", 1, place, remote_id, text, occurred)
};

struct ChannelNoticed {  // kept by name so that nothing is dropped silently; moves nothing
  Place place;
  std::string name;
  Content detail;
  Instant occurred;
  BATON_RECORD("ChannelNoticed", 1, place, name, detail, occurred)
};

struct AttachmentFetched {
  MessageId message;
  std::int64_t index = 0;
  std::string blob;
  std::string sha256;
  std::string media_type;
  std::int64_t size_bytes = 0;
  BATON_RECORD("AttachmentFetched", 1, message, index, blob, sha256, media_type, size_bytes)
};

struct AttachmentQuarantined {  // withheld media, kept sealed where nothing but the quarantine's key opens them (I4)
  MessageId message;
  std::int64_t index = 0;
  std::string blob;
  std::string sha256;
  std::string media_type;
  std::int64_t size_bytes = 0;
  BATON_RECORD("AttachmentQuarantined", 1, message, index, blob, sha256, media_type, size_bytes)
};

struct AttachmentLost {
  MessageId message;
  std::int64_t index = 0;
  std::string reason;
  BATON_RECORD("AttachmentLost", 1, message, index, reason)
};

}  // namespace baton::core
