// SPDX-License-Identifier: MIT
// See translate.h. Which translator gets a change is decided by its members first and by its `field` second:
// some of Meta's samples carry the wrong label.
#include "translate.h"

#include <baton/limits.h>

#include "account_events.h"
#include "change.h"
#include "conversation_events.h"
#include "messages.h"

namespace baton::whatsapp {
namespace {

using AddItem = void (*)(const Change&, const Json&, std::size_t, Events&);

void add_any_status(const Change& change, const Json& status, std::size_t count, Events& events) {
  if (is_call_status(status))
    add_call_status(change, status, count, events);
  else
    add_status(change, status, count, events);
}

void add_chunk(const Change& change, const Json& chunk, std::size_t, Events& events) {
  add_history(change, chunk, events);
}

// An error of the app or the account, tied to no message.
void add_account_error(const Change& change, const Json& error, std::size_t, Events& events) {
  InboundEvent event = begin_event(change, BATON_EVENT_ACCOUNT_CHANGED, error);
  event.account_state = BATON_ACCOUNT_NOTICE;
  event.source_event_id = content_key(change, error);
  event.text = "error";
  add_errors(Json{{"errors", Json::array({error})}}, event);
  event.attributes["field"] = change.field;
  event.attributes["value"] = error;
  events.push_back(std::move(event));
}

void add_items(const Change& change, const char* key, AddItem add, Events& events) {
  const Json* items = array_at(change.value, key);
  if (items == nullptr) return;
  for (const Json& item : *items) add(change, item, items->size(), events);
}

void add_conversation(const Change& change, Events& events) {
  add_items(change, "messages", add_message, events);
  add_items(change, "statuses", add_any_status, events);
  add_items(change, "calls", add_call, events);
  add_items(change, "message_echoes", add_echo, events);
  add_items(change, "user_preferences", add_preference, events);
  add_items(change, "history", add_chunk, events);
  if (const Json* updates = array_at(change.value, "user_id_update"))
    add_user_id_updates(change, *updates, events);
  // Errors beside a call are the call's; beside anything else, or alone, they are the account's.
  const Json* calls = array_at(change.value, "calls");
  if (calls == nullptr || calls->size() != 1) add_items(change, "errors", add_account_error, events);
}

Origin origin_of(std::string_view field) {
  if (field == "standby") return Origin::kStandby;
  if (field == "history") return Origin::kHistory;
  return Origin::kLive;
}

// Whose change it is. A reason when it is not ours; then nothing of it is translated, but it is kept.
std::string find_account(const Settings& settings, Change& change) {
  const Json* metadata = object_at(change.value, "metadata");
  const std::string phone = metadata == nullptr ? std::string() : scalar_at(*metadata, "phone_number_id");
  if (!phone.empty()) {
    if (settings.number(phone) == nullptr) return "phone number id is not one of this connector";
    change.account = phone;
    return {};
  }
  const bool of_number =
      array_at(change.value, "messages") != nullptr || array_at(change.value, "statuses") != nullptr;
  if (of_number) {
    if (settings.only_number() == nullptr) return "no phone number id, and this connector has several";
    change.account = settings.only_number()->phone_number_id;
  }
  if (!settings.waba_id.empty() && !change.waba_id.empty() && change.waba_id != settings.waba_id) {
    return "whatsapp account id is not that of this connector";
  }
  return {};
}

std::string unknown_name(const Change& change) { return change.field.empty() ? "change" : change.field; }

void translate_change(const Settings& settings, const Json& entry, const Json& item, std::int64_t now,
                      Events& events) {
  static const Json kNothing;
  const Json* value = member(item, "value");
  Change change{settings,
                scalar_at(item, "field"),
                scalar_at(entry, "id"),
                unix_ms_at(entry, "time", now),
                {},
                value == nullptr ? kNothing : *value,
                now,
                origin_of(text_at(item, "field"))};
  const std::size_t before = events.size();
  const std::string foreign = find_account(settings, change);
  if (!foreign.empty()) {
    events.push_back(unknown_event(change, unknown_name(change), foreign, change.value));
    return;
  }
  if (add_template_change(change, item, events)) return;
  add_conversation(change, events);
  if (events.size() > before) return;
  if (add_account_change(change, events)) return;
  const bool usable = change.value.is_object() && !change.value.empty();
  events.push_back(unknown_event(change, unknown_name(change),
                                 usable ? "unknown field" : "a change without content",
                                 usable ? change.value : item));
}

InboundEvent keep_whole(const Settings& settings, std::string name, std::string_view reason,
                        const Json& body) {
  const Change change{settings, {}, {}, 0, {}, body, 0, Origin::kLive};
  InboundEvent event = unknown_event(change, std::move(name), reason, body);
  return event;
}

void translate_entry(const Settings& settings, const Json& entry, std::int64_t now, Events& events) {
  const Json* changes = array_at(entry, "changes");
  if (changes == nullptr || changes->empty()) {
    events.push_back(keep_whole(settings, "entry", "an entry without changes", entry));
    return;
  }
  for (const Json& change : *changes) translate_change(settings, entry, change, now, events);
}

// More than the host takes in one batch: far beyond what Meta sends (1000 changes). The first part stands,
// the whole delivery is kept raw beside it, so that the rest can be recovered by hand.
void cap_events(const Settings& settings, const Json& body, Events& events) {
  if (events.size() <= BATON_BATCH_MAX_EVENTS) return;
  events.resize(BATON_BATCH_MAX_EVENTS - 1);
  events.push_back(keep_whole(settings, "delivery", "more events than one batch may hold", body));
}

}  // namespace

Translation translate_body(const Settings& settings, std::string_view body, std::int64_t now_unix_ms) {
  Translation translation;
  Parsed parsed = parse_body(body);
  if (!parsed.problem.empty()) {
    translation.refusal = std::move(parsed.problem);
    return translation;
  }
  Events& events = translation.events;
  const Json* entries = array_at(parsed.value, "entry");
  if (text_at(parsed.value, "object") != "whatsapp_business_account") {
    events.push_back(
        keep_whole(settings, "delivery", "object is not whatsapp_business_account", parsed.value));
  } else if (entries == nullptr || entries->empty()) {
    events.push_back(keep_whole(settings, "delivery", "no entry in it", parsed.value));
  } else {
    for (const Json& entry : *entries) translate_entry(settings, entry, now_unix_ms, events);
  }
  cap_events(settings, parsed.value, events);
  for (InboundEvent& event : events) fit_limits(event);
  return translation;
}

}  // namespace baton::whatsapp
