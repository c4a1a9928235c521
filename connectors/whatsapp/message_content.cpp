// SPDX-License-Identifier: MIT
// See message_content.h.
#include "message_content.h"

#include <algorithm>
#include <array>

namespace baton::whatsapp {
namespace {

void mark_unsupported(const Json& message, std::string name, InboundEvent& event) {
  event.message_kind = BATON_MESSAGE_UNSUPPORTED;
  event.text = name.empty() ? "unknown" : std::move(name);
  event.raw = dump(message);
}

void add_text(const Json& message, InboundEvent& event) {
  event.message_kind = BATON_MESSAGE_TEXT;
  if (const Json* text = object_at(message, "text")) event.text = text_at(*text, "body");
}

void add_media(const Json& message, const char* type, baton_message_kind_t kind, InboundEvent& event) {
  event.message_kind = kind;
  const Json* media = object_at(message, type);
  if (media == nullptr) return;
  event.text = text_at(*media, "caption");
  copy_attributes(*media, {"voice", "animated"}, event);
  Attachment attachment;
  attachment.kind = kind;
  attachment.remote_id = scalar_at(*media, "id");
  attachment.media_type = text_at(*media, "mime_type");
  attachment.file_name = safe_file_name(text_at(*media, "filename"));
  attachment.sha256 = normal_sha256(text_at(*media, "sha256"));
  // Without an id there is nothing to fetch: too large for WhatsApp, or lost on its side (131052).
  if (!attachment.remote_id.empty())
    event.attachments.push_back(std::move(attachment));
  else
    event.attributes["media_missing"] = true;
}

void add_image(const Json& message, InboundEvent& event) {
  add_media(message, "image", BATON_MESSAGE_IMAGE, event);
}
void add_video(const Json& message, InboundEvent& event) {
  add_media(message, "video", BATON_MESSAGE_VIDEO, event);
}
void add_audio(const Json& message, InboundEvent& event) {
  add_media(message, "audio", BATON_MESSAGE_AUDIO, event);
}
void add_document(const Json& message, InboundEvent& event) {
  add_media(message, "document", BATON_MESSAGE_DOCUMENT, event);
}
void add_sticker(const Json& message, InboundEvent& event) {
  add_media(message, "sticker", BATON_MESSAGE_STICKER, event);
}

void add_location(const Json& message, InboundEvent& event) {
  event.message_kind = BATON_MESSAGE_LOCATION;
  const Json* location = object_at(message, "location");
  if (location == nullptr) return;
  event.text = text_at(*location, "name");
  const std::string_view address = text_at(*location, "address");
  if (!event.text.empty() && !address.empty()) event.text += ", ";
  event.text += address;
  event.attributes["location"] = *location;
}

void add_contacts(const Json& message, InboundEvent& event) {
  event.message_kind = BATON_MESSAGE_CONTACTS;
  const Json* cards = array_at(message, "contacts");
  if (cards == nullptr) return;
  for (const Json& card : *cards) {
    const Json* name = object_at(card, "name");
    const std::string_view shown = name == nullptr ? std::string_view() : text_at(*name, "formatted_name");
    if (shown.empty()) continue;
    if (!event.text.empty()) event.text += ", ";
    event.text += shown;
  }
  event.attributes["contacts"] = *cards;
}

void add_button(const Json& message, InboundEvent& event) {
  event.message_kind = BATON_MESSAGE_BUTTON;
  const Json* button = object_at(message, "button");
  if (button == nullptr) return;
  event.text = text_at(*button, "text");
  event.button_payload = scalar_at(*button, "payload");
}

void add_order(const Json& message, InboundEvent& event) {
  event.message_kind = BATON_MESSAGE_ORDER;
  const Json* order = object_at(message, "order");
  if (order == nullptr) return;
  event.text = text_at(*order, "text");
  event.attributes["order"] = *order;
}

// A filled form. `response_json` is JSON inside a string; one that cannot be read is kept as the string.
void add_form(const Json& reply, InboundEvent& event) {
  event.message_kind = BATON_MESSAGE_FORM;
  event.text = text_at(reply, "body");
  add_attribute(event, "form_name", text_at(reply, "name"));
  const Json* response = member(reply, "response_json");
  if (response == nullptr) return;
  if (!response->is_string()) {
    event.attributes["form"] = *response;
    return;
  }
  Parsed form = parse_body(response->get_ref<const std::string&>());
  event.attributes["form"] = form.problem.empty() ? std::move(form.value) : *response;
}

void add_interactive(const Json& message, InboundEvent& event) {
  const Json* interactive = object_at(message, "interactive");
  if (interactive == nullptr) return mark_unsupported(message, "interactive", event);
  const std::string type(text_at(*interactive, "type"));
  const Json* reply = object_at(*interactive, type.c_str());
  if (reply == nullptr) return mark_unsupported(message, "interactive " + type, event);
  if (type == "button_reply" || type == "list_reply") {
    event.message_kind = type == "button_reply" ? BATON_MESSAGE_BUTTON : BATON_MESSAGE_LIST_CHOICE;
    event.button_payload = scalar_at(*reply, "id");
    event.text = text_at(*reply, "title");
    add_attribute(event, "description", text_at(*reply, "description"));
    return;
  }
  if (type == "nfm_reply") return add_form(*reply, event);
  mark_unsupported(message, "interactive " + type, event);
}

void add_unsupported(const Json& message, InboundEvent& event) {
  std::string name;
  if (const Json* unsupported = object_at(message, "unsupported")) name = text_at(*unsupported, "type");
  mark_unsupported(message, std::move(name), event);
}

void add_welcome(const Json&, InboundEvent& event) { event.message_kind = BATON_MESSAGE_WELCOME; }

struct ContentType {
  std::string_view name;
  void (*add)(const Json&, InboundEvent&);
};

constexpr std::array kTypes{
    ContentType{"text", add_text},           ContentType{"image", add_image},
    ContentType{"audio", add_audio},         ContentType{"video", add_video},
    ContentType{"document", add_document},   ContentType{"sticker", add_sticker},
    ContentType{"location", add_location},   ContentType{"contacts", add_contacts},
    ContentType{"button", add_button},       ContentType{"interactive", add_interactive},
    ContentType{"order", add_order},         ContentType{"unsupported", add_unsupported},
    ContentType{"unknown", add_unsupported}, ContentType{"request_welcome", add_welcome},
};

// Types that messages.cpp treats as events of their own.
constexpr std::array<std::string_view, 4> kOtherTypes{"reaction", "edit", "revoke", "system"};

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

std::string hex_of_base64(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0) return {};
    bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xFFFFu;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    const unsigned byte = bits >> count & 0xFFu;
    hex.append(1, kHex[byte >> 4]).append(1, kHex[byte & 15u]);
  }
  return hex.size() == 64 ? hex : std::string();
}

}  // namespace

std::string normal_sha256(std::string_view stated) {
  if (stated.size() == 64) {
    std::string hex(stated);
    for (char& c : hex) {
      if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return {};
    }
    return hex;
  }
  if (stated.size() == 44 && stated.back() == '=') stated.remove_suffix(1);
  return stated.size() == 43 ? hex_of_base64(stated) : std::string();
}

std::string safe_file_name(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string safe;
  std::copy_if(name.begin(), name.end(), std::back_inserter(safe),
               [](char c) { return static_cast<unsigned char>(c) >= 0x20u && c != 0x7F; });
  return safe == "." || safe == ".." ? std::string() : safe;
}

std::string content_type(const Json& message) {
  std::string type(text_at(message, "type"));
  if (!type.empty()) return type;
  for (const ContentType& known : kTypes) {
    if (member(message, std::string(known.name).c_str()) != nullptr) return std::string(known.name);
  }
  for (const std::string_view known : kOtherTypes) {
    if (member(message, std::string(known).c_str()) != nullptr) return std::string(known);
  }
  return {};
}

void add_content(const Json& message, std::string_view type, InboundEvent& event) {
  for (const ContentType& known : kTypes) {
    if (known.name == type) return known.add(message, event);
  }
  mark_unsupported(message, std::string(type), event);
}

}  // namespace baton::whatsapp
