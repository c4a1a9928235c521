// SPDX-License-Identifier: MIT
// One change of a webhook and what all its translators need to know about it: whose it is, when it came, and
// how an event of it begins. Kept by name and raw when nobody understands it.
#pragma once

#include <string>
#include <string_view>

#include "inbound_event.h"
#include "settings.h"

namespace baton::whatsapp {

// How the messages of a change reached us.
enum class Origin {
  kLive,     // `messages`: said to us now
  kStandby,  // `standby`: said to us while Meta's own agent holds the conversation; opens the window all the
             // same
  kHistory,  // `history`: imported past
};

struct Change {
  const Settings& settings;
  std::string field;
  std::string waba_id;             // entry id
  std::int64_t entry_unix_ms = 0;  // 0 where the entry carries no time
  std::string account;             // phone number id; empty for what concerns the whole WhatsApp account
  const Json& value;
  std::int64_t now_unix_ms = 0;  // 0 = unknown; only used to disbelieve times from the future
  Origin origin = Origin::kLive;
};

// Key for duplicates of what has no id of its own: a hash over the field, the time of the entry and the
// content.
std::string content_key(const Change& change, const Json& content);

// Seconds (string or number; milliseconds are understood) -> Unix milliseconds; 0 when absent or absurd.
std::int64_t unix_ms_at(const Json& object, const char* key, std::int64_t now_unix_ms);

// An event of `change` at `object.timestamp`. A time that is missing or absurd becomes 0 and is marked in the
// attributes, so that nobody takes it for 1970.
InboundEvent begin_event(const Change& change, baton_event_kind_t kind, const Json& object);

// Kept by name and raw.
InboundEvent unknown_event(const Change& change, std::string name, std::string_view reason, const Json& raw);

// The first of `holder.errors`: code, text for operators, flag. False when there is none.
bool add_errors(const Json& holder, InboundEvent& event);

// "value" -> attributes[name], only when there is something.
void add_attribute(InboundEvent& event, const char* name, std::string_view value);
// Copies members of `from` that exist, under their own names.
void copy_attributes(const Json& from, std::initializer_list<const char*> names, InboundEvent& event);

std::string sha256_hex(std::string_view bytes);

// Makes the event acceptable to the host whatever the channel sent: ids, attributes and text within limits.h.
// What does not fit moves to `raw`; nothing is cut.
void fit_limits(InboundEvent& event);

}  // namespace baton::whatsapp
