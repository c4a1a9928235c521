// SPDX-License-Identifier: MIT
// See outbound_json.h.
#include "outbound_json.h"

#include <algorithm>

#include "outbound_limits.h"
#include "people.h"

namespace baton::whatsapp {
namespace {

// Without the "+" Meta puts the country code of the business number in front. A user id goes in a field of
// its own.
bool add_recipient(const OutboundMessage& message, Json& body) {
  for (const Identity& identity : message.recipients) {
    if (identity.kind == BATON_IDENTITY_PHONE) {
      const std::string number = e164(identity.value);
      if (number.empty()) continue;
      body["to"] = number;
      return true;
    }
    if (identity.kind == BATON_IDENTITY_USER_ID && !identity.value.empty()) {
      body["recipient"] = identity.value;
      return true;
    }
  }
  return false;
}

Json read_body(const OutboundMessage& message) {
  Json body{{"messaging_product", "whatsapp"}, {"status", "read"}, {"message_id", message.quoted_message_id}};
  if (message.kind == BATON_OUTBOUND_TYPING) body["typing_indicator"] = {{"type", "text"}};
  return body;
}

Json text_header(const OutboundMessage& message) {
  const std::string_view header = text_at(message.attributes, "header");
  return header.empty() ? Json() : Json{{"type", "text"}, {"text", header}};
}

Json interactive_frame(const OutboundMessage& message, const char* type) {
  Json frame{{"type", type}, {"body", {{"text", message.text}}}};
  if (!message.footer.empty()) frame["footer"] = {{"text", message.footer}};
  Json header = text_header(message);
  if (!header.is_null()) frame["header"] = std::move(header);
  return frame;
}

Json button_interactive(const OutboundMessage& message, const std::string& media_id) {
  Json frame = interactive_frame(message, "button");
  if (!message.attachments.empty()) {
    const Attachment& attachment = message.attachments.front();
    const char* word = media_word(attachment.kind);
    frame["header"] = {{"type", word}, {word, media_object(attachment, media_id, {})}};
  }
  Json buttons = Json::array();
  for (const Button& button : message.buttons) {
    buttons.push_back({{"type", "reply"}, {"reply", {{"id", button.id}, {"title", button.title}}}});
  }
  frame["action"] = {{"buttons", std::move(buttons)}};
  return frame;
}

Json list_interactive(const OutboundMessage& message) {
  Json frame = interactive_frame(message, "list");
  Json sections = Json::array();
  std::vector<std::string> titles;  // in the order of their first row
  for (const Button& row : message.buttons) {
    auto found = std::find(titles.begin(), titles.end(), row.section);
    if (found == titles.end()) {
      Json section{{"rows", Json::array()}};
      if (!row.section.empty()) section["title"] = row.section;
      sections.push_back(std::move(section));
      found = titles.insert(titles.end(), row.section);
    }
    Json entry{{"id", row.id}, {"title", row.title}};
    if (!row.description.empty()) entry["description"] = row.description;
    sections[static_cast<std::size_t>(found - titles.begin())]["rows"].push_back(std::move(entry));
  }
  frame["action"] = {{"button", message.list_button}, {"sections", std::move(sections)}};
  return frame;
}

// Interactive kinds that Baton has no fields for (cta_url, flow, request_contact_info ...): as the attributes
// say, with the message's text as body.
Json custom_interactive(const OutboundMessage& message, const Json& wanted) {
  Json frame = wanted;
  if (!message.text.empty() && member(frame, "body") == nullptr) frame["body"] = {{"text", message.text}};
  if (!message.footer.empty() && member(frame, "footer") == nullptr)
    frame["footer"] = {{"text", message.footer}};
  return frame;
}

void set_type(Json& body, const char* type, Json object) {
  body["type"] = type;
  body[type] = std::move(object);
}

void set_media(const OutboundMessage& message, const std::string& media_id, Json& body) {
  const Attachment& attachment = message.attachments.front();
  Json object = media_object(attachment, media_id, message.text);
  if (attachment.kind == BATON_MESSAGE_AUDIO && is_true_at(message.attributes, "voice"))
    object["voice"] = true;
  set_type(body, media_word(attachment.kind), std::move(object));
}

// "May we call?": the answer comes back as a preference.
Json call_permission_request(const OutboundMessage& message) {
  return {{"type", "call_permission_request"},
          {"action", {{"name", "call_permission_request"}}},
          {"body", {{"text", message.text}}}};
}

void set_content(const OutboundMessage& message, const std::string& media_id, Json& body) {
  if (is_true_at(message.attributes, "asks_to_call"))
    return set_type(body, "interactive", call_permission_request(message));
  if (!message.list_button.empty()) return set_type(body, "interactive", list_interactive(message));
  if (!message.buttons.empty()) return set_type(body, "interactive", button_interactive(message, media_id));
  if (!message.attachments.empty()) return set_media(message, media_id, body);
  if (const Json* wanted = object_at(message.attributes, "interactive")) {
    return set_type(body, "interactive", custom_interactive(message, *wanted));
  }
  if (const Json* location = object_at(message.attributes, "location"))
    return set_type(body, "location", *location);
  if (const Json* cards = array_at(message.attributes, "contacts")) return set_type(body, "contacts", *cards);
  const bool preview = is_true_at(message.attributes, "preview_url");
  set_type(body, "text", {{"preview_url", preview}, {"body", message.text}});
}

}  // namespace

const char* media_word(baton_message_kind_t kind) {
  if (kind == BATON_MESSAGE_IMAGE) return "image";
  if (kind == BATON_MESSAGE_VIDEO) return "video";
  if (kind == BATON_MESSAGE_AUDIO) return "audio";
  if (kind == BATON_MESSAGE_DOCUMENT) return "document";
  if (kind == BATON_MESSAGE_STICKER) return "sticker";
  return "";
}

Json media_object(const Attachment& attachment, const std::string& media_id, const std::string& caption) {
  Json object;
  if (!media_id.empty())
    object["id"] = media_id;
  else
    object[is_link(attachment.remote_id) ? "link" : "id"] = attachment.remote_id;
  if (!caption.empty()) object["caption"] = caption;
  // The client picks the icon of a document from the extension.
  if (attachment.kind == BATON_MESSAGE_DOCUMENT && !attachment.file_name.empty())
    object["filename"] = attachment.file_name;
  return object;
}

BodyOrFailure outbound_body(const OutboundMessage& message, const std::string& media_id) {
  if (message.kind == BATON_OUTBOUND_MARK_READ || message.kind == BATON_OUTBOUND_TYPING)
    return read_body(message);
  Json body{{"messaging_product", "whatsapp"}, {"recipient_type", "individual"}};
  if (!add_recipient(message, body))
    return invalid("recipient has neither a phone number nor a whatsapp user id");
  if (!message.idempotency_key.empty()) body["biz_opaque_callback_data"] = message.idempotency_key;
  if (message.kind == BATON_OUTBOUND_REACTION) {
    set_type(body, "reaction", {{"message_id", message.quoted_message_id}, {"emoji", message.text}});
    return body;
  }
  if (!message.quoted_message_id.empty()) body["context"] = {{"message_id", message.quoted_message_id}};
  if (message.template_use) {
    BodyOrFailure object = template_object(message, media_id);
    if (std::holds_alternative<Failure>(object)) return object;
    set_type(body, "template", std::move(std::get<Json>(object)));
    return body;
  }
  set_content(message, media_id, body);
  return body;
}

}  // namespace baton::whatsapp
