// SPDX-License-Identifier: MIT
// See messages.h. Which messages open the service window is decided here: what the customer says, taps, sends
// or reacts with does; system notices, automatic permissions, a first opened chat, edits and deletions do
// not.
#include "messages.h"

#include "message_content.h"
#include "people.h"

namespace baton::whatsapp {
namespace {

void add_context(const Json& message, InboundEvent& event) {
  if (const Json* context = object_at(message, "context")) {
    event.quoted_message_id = scalar_at(*context, "id");
    if (is_true_at(*context, "forwarded")) event.attributes["forwarded"] = true;
    if (is_true_at(*context, "frequently_forwarded")) event.attributes["frequently_forwarded"] = true;
    copy_attributes(*context, {"referred_product"}, event);
  }
  if (const Json* referral = object_at(message, "referral")) event.referral_json = dump(*referral);
}

void make_reaction(const Json& message, InboundEvent& event) {
  event.kind = BATON_EVENT_CUSTOMER_REACTED;
  const Json* reaction = object_at(message, "reaction");
  if (reaction == nullptr) return;
  event.quoted_message_id = scalar_at(*reaction, "message_id");
  event.text = text_at(*reaction, "emoji");  // missing or "" = taken back
}

void make_edit(const Json& message, InboundEvent& event) {
  event.kind = BATON_EVENT_CUSTOMER_EDITED;
  const Json* edit = object_at(message, "edit");
  if (edit == nullptr) return;
  event.message_id = scalar_at(*edit, "original_message_id");
  if (const Json* inner = object_at(*edit, "message")) {
    add_content(*inner, content_type(*inner), event);
    add_context(*inner, event);
  }
}

void make_revoke(const Json& message, InboundEvent& event) {
  event.kind = BATON_EVENT_CUSTOMER_DELETED;
  if (const Json* revoke = object_at(message, "revoke"))
    event.message_id = scalar_at(*revoke, "original_message_id");
}

// "May we call?" answered. By hand it is a customer's act and opens the window; automatic answers are not.
bool make_call_permission(const Json& message, InboundEvent& event) {
  const Json* interactive = object_at(message, "interactive");
  const Json* reply = interactive == nullptr ? nullptr : object_at(*interactive, "call_permission_reply");
  if (reply == nullptr) return false;
  const std::string_view response = text_at(*reply, "response");
  if (response != "accept" && response != "reject") return false;
  event.kind = BATON_EVENT_PREFERENCE_CHANGED;
  event.preference = response == "accept" ? BATON_PREFERENCE_CALLS_ALLOWED : BATON_PREFERENCE_CALLS_REFUSED;
  event.attributes["call_permission"] = *reply;
  if (text_at(*reply, "response_source") != "automatic") event.flags |= BATON_EVENT_OPENS_WINDOW;
  return true;
}

void make_message(const Json& message, std::string_view type, InboundEvent& event) {
  event.kind = BATON_EVENT_CUSTOMER_MESSAGE;
  add_content(message, type, event);
  if (event.message_kind != BATON_MESSAGE_WELCOME) event.flags |= BATON_EVENT_OPENS_WINDOW;
}

void settle_group(const Json& message, InboundEvent& event) {
  const std::string group = scalar_at(message, "group_id");
  if (group.empty()) return;
  event.kind = BATON_EVENT_GROUP_MESSAGE;
  event.attributes["group_id"] = group;
  event.flags &= ~BATON_EVENT_OPENS_WINDOW;
}

}  // namespace

void add_message(const Change& change, const Json& message, std::size_t item_count, Events& events) {
  if (!message.is_object()) {
    events.push_back(unknown_event(change, "message", "message is not a json object", message));
    return;
  }
  const std::string type = content_type(message);
  InboundEvent event = begin_event(change, BATON_EVENT_CUSTOMER_MESSAGE, message);
  event.message_id = scalar_at(message, "id");
  event.source_event_id = event.message_id.empty() ? content_key(change, message) : event.message_id;
  const PersonKeys keys{text_at(message, "from"), text_at(message, "from_user_id"),
                        text_at(message, "from_parent_user_id")};
  add_person(change.value, keys, item_count, event);
  if (type == "system") return add_system_message(change, message, std::move(event), events);

  if (type == "edit")
    make_edit(message, event);
  else if (type == "revoke")
    make_revoke(message, event);
  else if (type != "interactive" || !make_call_permission(message, event)) {
    add_context(message, event);
    if (type == "reaction") {
      make_reaction(message, event);
      event.flags |= BATON_EVENT_OPENS_WINDOW;
    } else {
      make_message(message, type, event);
    }
  }
  settle_group(message, event);
  add_errors(message, event);
  if (change.origin == Origin::kHistory) event.flags &= ~BATON_EVENT_OPENS_WINDOW;
  events.push_back(std::move(event));
}

}  // namespace baton::whatsapp
