// SPDX-License-Identifier: MIT
// Numbers that are also used in the WhatsApp Business app: what was typed there, and the past that Meta hands
// over when such a number joins.
#include "conversation_events.h"
#include "message_content.h"
#include "messages.h"
#include "people.h"

namespace baton::whatsapp {
namespace {

std::string_view business_number(const Change& change, const Json& holder) {
  for (const Json* place : {&holder, &change.value}) {
    if (const Json* metadata = object_at(*place, "metadata")) {
      const std::string_view display = text_at(*metadata, "display_phone_number");
      if (!display.empty()) return display;
    }
  }
  const BusinessNumber* number = change.settings.number(change.account);
  return number == nullptr ? std::string_view() : std::string_view(number->display);
}

// A message of an imported thread: theirs, or ours when the business number wrote it.
void add_past_message(const Change& change, const Json& thread, const Json& message, std::string_view ours,
                      Events& events) {
  const std::string from = e164(text_at(message, "from"));
  const bool is_ours = (!from.empty() && from == e164(ours)) || !text_at(message, "to").empty();
  const std::size_t first = events.size();
  // No contacts join: a chunk holds many threads.
  if (is_ours)
    add_echo(change, message, 0, events);
  else
    add_message(change, message, 0, events);
  for (std::size_t i = first; i < events.size(); ++i) {
    if (events[i].identities.empty()) add_phone(text_at(thread, "id"), events[i].identities);
    if (const Json* context = object_at(message, "history_context")) {
      copy_attributes(*context, {"status"}, events[i]);
    }
  }
}

}  // namespace

void add_echo(const Change& change, const Json& echo, std::size_t item_count, Events& events) {
  if (!echo.is_object()) {
    events.push_back(unknown_event(change, "message_echo", "echo is not a json object", echo));
    return;
  }
  const std::string type = content_type(echo);
  InboundEvent event = begin_event(change, BATON_EVENT_OUTSIDE_MESSAGE, echo);
  event.message_id = scalar_at(echo, "id");
  event.source_event_id = event.message_id.empty() ? content_key(change, echo) : event.message_id;
  const PersonKeys keys{text_at(echo, "to"), text_at(echo, "to_user_id"), text_at(echo, "to_parent_user_id")};
  add_person(change.value, keys, item_count, event);
  if (type == "revoke" || type == "reaction" || type == "system") {
    event.kind = BATON_EVENT_UNKNOWN;
    event.text = "message_echo " + type;
    event.attributes["reason"] = "not a word to the customer";
    event.raw = dump(echo);
  } else if (type == "edit") {
    const Json* edit = object_at(echo, "edit");
    const Json* inner = edit == nullptr ? nullptr : object_at(*edit, "message");
    if (edit != nullptr) add_attribute(event, "edited_message_id", scalar_at(*edit, "original_message_id"));
    if (inner != nullptr)
      add_content(*inner, content_type(*inner), event);
    else
      event.raw = dump(echo);
  } else {
    add_content(echo, type, event);
    if (const Json* context = object_at(echo, "context")) event.quoted_message_id = scalar_at(*context, "id");
  }
  add_errors(echo, event);
  events.push_back(std::move(event));
}

void add_history(const Change& change, const Json& chunk, Events& events) {
  const std::size_t before = events.size();
  const std::string_view ours = business_number(change, chunk);
  if (const Json* threads = array_at(chunk, "threads")) {
    for (const Json& thread : *threads) {
      const Json* messages = array_at(thread, "messages");
      if (messages == nullptr) continue;
      for (const Json& message : *messages) add_past_message(change, thread, message, ours, events);
    }
  }
  if (events.size() == before) {
    events.push_back(unknown_event(change, "history", "a chunk without messages", chunk));
    add_errors(chunk, events.back());
  }
}

}  // namespace baton::whatsapp
