// SPDX-License-Identifier: MIT
// A customer's number or user id changed. The previous identity is what ties the new one to somebody we know;
// when both a number and a user id were given up, each gets its event, since either may be the one we know.
#include <array>

#include "messages.h"
#include "people.h"

namespace baton::whatsapp {
namespace {

constexpr std::array<std::string_view, 4> kKnownTypes{"user_changed_number", "customer_changed_number",
                                                      "user_changed_user_id", "customer_identity_changed"};

bool is_known(std::string_view type) {
  for (const std::string_view known : kKnownTypes) {
    if (known == type) return true;
  }
  return false;
}

void push_pair(InboundEvent event, const std::vector<Identity>& previous, Events& events) {
  const std::string key = event.source_event_id;
  for (std::size_t i = 0; i < previous.size(); ++i) {
    event.previous_identity = previous[i];
    if (i > 0) event.source_event_id = key + "|previous-" + std::to_string(i);
    events.push_back(event);
  }
  if (previous.empty()) events.push_back(std::move(event));
}

}  // namespace

void add_system_message(const Change& change, const Json& message, InboundEvent event, Events& events) {
  const Json* system = object_at(message, "system");
  const std::string type(system == nullptr ? std::string_view() : text_at(*system, "type"));
  if (!is_known(type)) {
    InboundEvent unknown = unknown_event(change, "system " + type, "unknown system message", message);
    unknown.source_event_id = event.source_event_id;
    unknown.message_id = event.message_id;
    unknown.identities = std::move(event.identities);
    events.push_back(std::move(unknown));
    return;
  }
  event.kind = BATON_EVENT_IDENTITY_CHANGED;
  event.text = text_at(*system, "body");
  event.attributes["system_type"] = type;
  copy_attributes(message, {"identity"}, event);
  copy_attributes(*system, {"identity"}, event);
  std::vector<Identity> previous;
  if (type == "customer_identity_changed") {
    // The same address, perhaps in other hands: new phone, new keys.
    if (!event.identities.empty()) previous.push_back(event.identities.front());
    push_pair(std::move(event), previous, events);
    return;
  }
  std::string_view number = text_at(*system, "wa_id");
  if (number.empty()) number = text_at(*system, "new_wa_id");
  const bool number_changed = type != "user_changed_user_id";
  if (number_changed) add_phone(text_at(message, "from"), previous);
  add_identity(BATON_IDENTITY_USER_ID, text_at(*system, "previous_user_id"), previous);
  if (previous.empty() && number_changed)
    add_identity(BATON_IDENTITY_USER_ID, text_at(message, "from_user_id"), previous);
  add_attribute(event, "previous_parent_user_id", text_at(*system, "previous_parent_user_id"));

  event.identities.clear();
  if (number.empty() && !number_changed) number = text_at(message, "from");
  add_phone(number, event.identities);
  add_identity(BATON_IDENTITY_USER_ID, text_at(*system, "user_id"), event.identities);
  add_identity(BATON_IDENTITY_PARENT_ID, text_at(*system, "parent_user_id"), event.identities);
  push_pair(std::move(event), previous, events);
}

void add_user_id_updates(const Change& change, const Json& updates, Events& events) {
  for (const Json& update : updates) {
    const Json* user_id = object_at(update, "user_id");
    if (user_id == nullptr) {
      events.push_back(unknown_event(change, "user_id_update", "no user_id in it", update));
      continue;
    }
    InboundEvent event = begin_event(change, BATON_EVENT_IDENTITY_CHANGED, update);
    event.source_event_id = content_key(change, update);
    event.text = text_at(update, "detail");
    add_phone(text_at(update, "wa_id"), event.identities);
    add_identity(BATON_IDENTITY_USER_ID, text_at(*user_id, "current"), event.identities);
    std::vector<Identity> previous;
    add_identity(BATON_IDENTITY_USER_ID, text_at(*user_id, "previous"), previous);
    if (const Json* parent = object_at(update, "parent_user_id")) {
      add_identity(BATON_IDENTITY_PARENT_ID, text_at(*parent, "current"), event.identities);
      add_attribute(event, "previous_parent_user_id", text_at(*parent, "previous"));
    }
    push_pair(std::move(event), previous, events);
  }
}

}  // namespace baton::whatsapp
